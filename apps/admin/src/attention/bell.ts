import { create } from 'zustand'

/**
 * `silent`: not tried yet, or there is no sound here. `blocked`: the browser wants a click first.
 * `ready`: it will sound.
 */
export type BellState = 'silent' | 'blocked' | 'ready'

export const useBell = create<{ state: BellState }>(() => ({ state: 'silent' }))

/** Strokes of a brass bell: how each partial stands to the first, how loud it is, how long it lives (seconds). */
const PARTIALS = [
  [1, 0.5, 1.4],
  [2, 0.22, 1],
  [2.76, 0.16, 0.7],
  [5.4, 0.06, 0.25],
] as const
const STROKES = [
  { at: 0, pitch: 932, loud: 1 },
  { at: 0.3, pitch: 932, loud: 0.8 },
] as const
/** Longer than the longest sound. */
const OVER_MS = 2_500
/** How long a browser may take to wake the sound before it counts as refused. */
const PATIENCE_MS = 600

let audio: AudioContext | null = null
let resting: ReturnType<typeof setTimeout> | undefined

/** Sees whether the browser lets us sound, and waits for the first click or key where it does not. */
export function prepareBell(): () => void {
  if (!('AudioContext' in globalThis)) return () => {}
  void wake().then(rest)
  // Not as soon as the button is down: the warning goes, and what is under the pointer must not move before it is up.
  const events = ['click', 'keydown'] as const
  const unlock = () => {
    if (useBell.getState().state !== 'ready') void wake().then(rest)
  }
  for (const event of events) addEventListener(event, unlock, { capture: true, passive: true })
  return () => {
    for (const event of events) removeEventListener(event, unlock, { capture: true })
  }
}

/** The ring: two warm strokes. `volume` from 0 to 1. Answers whether it could be heard. */
export function ring(volume: number): Promise<boolean> {
  return sound(context => {
    const out = output(context, volume)
    for (const { at, pitch, loud } of STROKES) {
      for (const [partial, part, life] of PARTIALS)
        tone(context, out, { pitch: pitch * partial, at, loud: loud * part, life })
    }
  })
}

/** A message: one soft tick. */
export function tick(volume: number): Promise<boolean> {
  return sound(context => {
    const out = output(context, volume)
    tone(context, out, { pitch: 660, at: 0, loud: 0.3, life: 0.16 })
    tone(context, out, { pitch: 1320, at: 0, loud: 0.06, life: 0.08 })
  })
}

async function sound(play: (context: AudioContext) => void): Promise<boolean> {
  const context = await wake()
  if (!context) return false
  play(context)
  rest()
  return true
}

/** The sound, running; null where the browser does not allow it yet. */
async function wake(): Promise<AudioContext | null> {
  clearTimeout(resting)
  if (!('AudioContext' in globalThis)) return null
  audio ??= new AudioContext({ latencyHint: 'interactive' })
  if (audio.state !== 'running') {
    // Without a gesture some browsers refuse, and some never answer.
    const patience = new Promise(done => setTimeout(done, PATIENCE_MS))
    await Promise.race([audio.resume().catch(() => {}), patience])
  }
  const runs = audio.state === 'running'
  useBell.setState({ state: runs ? 'ready' : 'blocked' })
  return runs ? audio : null
}

/** A sound that runs keeps some machines from sleeping, so it rests in between. Once allowed it may wake again. */
function rest(): void {
  clearTimeout(resting)
  resting = setTimeout(() => void audio?.suspend().catch(() => {}), OVER_MS)
}

function output(context: AudioContext, volume: number): AudioNode {
  const gain = context.createGain()
  // Ears hear loudness as a power of it.
  gain.gain.value = volume ** 2
  const warm = context.createBiquadFilter()
  warm.type = 'lowpass'
  warm.frequency.value = 5_200
  gain.connect(warm).connect(context.destination)
  return gain
}

interface Tone {
  pitch: number
  /** Seconds from now. */
  at: number
  loud: number
  /** Seconds. */
  life: number
}

function tone(context: AudioContext, out: AudioNode, { pitch, at, loud, life }: Tone): void {
  const start = context.currentTime + 0.02 + at
  const swing = context.createOscillator()
  swing.frequency.value = pitch
  const gain = context.createGain()
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(loud, start + 0.004)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + life)
  swing.connect(gain).connect(out)
  swing.start(start)
  swing.stop(start + life)
}

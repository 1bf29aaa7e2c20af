import type { KeyValue } from '@deskbell/client/outbox-storage'

const MUTED = 'mute'
const RANG = 'rang'

export const isMuted = (store: KeyValue): boolean => store.get(MUTED) !== null

export function mute(store: KeyValue, muted: boolean): void {
  store.set(MUTED, muted ? '1' : null)
}

/**
 * A soft tick for message number `seq`, unless the visitor wants none, another tab has ticked for it, or the browser
 * has not seen the visitor do anything here yet: then it would forbid it.
 */
export function ring(store: KeyValue, seq: number): void {
  if (isMuted(store) || Number(store.get(RANG)) >= seq || !navigator.userActivation?.hasBeenActive) return
  store.set(RANG, `${seq}`)
  tick()
}

let ear: AudioContext | undefined

/** Two short notes, a fifth apart, as quiet as a tap on glass. */
export function tick(): void {
  ear ??= new AudioContext()
  const context = ear
  void context.resume()
  for (const [at, pitch] of [
    [0, 880],
    [0.09, 1_320],
  ] as const) {
    const from = context.currentTime + at
    const note = context.createOscillator()
    const loud = context.createGain()
    note.frequency.value = pitch
    loud.gain.setValueAtTime(0.0001, from)
    loud.gain.exponentialRampToValueAtTime(0.08, from + 0.01)
    loud.gain.exponentialRampToValueAtTime(0.0001, from + 0.25)
    note.connect(loud).connect(context.destination)
    note.start(from)
    note.stop(from + 0.3)
  }
}

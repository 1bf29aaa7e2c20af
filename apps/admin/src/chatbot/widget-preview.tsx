import { contrast, isDark, READABLE } from '@deskbell/design/colour'
import type { PublicChatbot } from '@deskbell/protocol/chatbot'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { BellMark } from './bell-mark.js'

/** What the chat is shown doing. */
export type Scene = 'greeting' | 'chat' | 'offline'

/** What the frame is told whenever something changes. */
interface Told {
  readonly look: PublicChatbot
  readonly scene: Scene
  readonly theme: 'light' | 'dark'
}

/** How long the frame may take to speak before somebody is told that it does not. */
const SPEAK_WITHIN = 10_000

/**
 * The real widget, wearing a look that need not be saved, on a page that is only hinted at. Nothing written in it
 * goes anywhere. It fills its parent, which has a height.
 * @param theme of the visitor's system; a look that is always light or dark stays so
 */
export function WidgetPreview({
  site,
  look,
  scene,
  theme,
}: {
  site: string
  look: PublicChatbot
  scene: Scene
  theme: 'light' | 'dark'
}) {
  const [open, setOpen] = useState(true)
  const [tries, setTries] = useState(0)
  const frame = useRef<HTMLIFrameElement>(null)
  const worn = look.theme === 'system' ? theme : look.theme
  const state = useFrame(frame, { look, scene, theme: worn }, tries)
  return (
    <div
      data-theme={theme}
      className="relative flex h-full min-h-0 flex-col items-end justify-end gap-4 overflow-hidden rounded-3 border border-border bg-surface p-4 max-phone:gap-2 max-phone:rounded-none max-phone:border-x-0 max-phone:p-2"
    >
      <PretendPage />
      <div className={`relative min-h-0 w-full max-w-94 flex-1 max-h-152 ${open ? '' : 'invisible'}`}>
        <iframe
          key={tries}
          ref={frame}
          title="Preview of the chat"
          // The hash makes it a preview: it connects to nothing and waits to be told what to wear.
          src={`/widget/${encodeURIComponent(site)}#preview`}
          className={`size-full rounded-5 bg-raised shadow-3 transition-opacity ${state === 'speaks' ? '' : 'opacity-0'}`}
        />
        {state === 'silent' && (
          <div className="absolute inset-0 grid place-content-center justify-items-center gap-3 rounded-5 bg-raised p-6 text-center shadow-3">
            <p role="status">The preview did not load. What you changed is still here.</p>
            <Button icon="retry" onClick={() => setTries(tries + 1)}>
              Try again
            </Button>
          </div>
        )}
      </div>
      <Launcher look={look} open={open} onToggle={() => setOpen(!open)} />
    </div>
  )
}

/** Tells the frame what to wear when it says that it is there, and again whenever that changes. */
function useFrame(frame: RefObject<HTMLIFrameElement | null>, told: Told, tries: number) {
  const [state, setState] = useState<'loads' | 'speaks' | 'silent'>('loads')
  const last = useRef(told)
  last.current = told
  const key = JSON.stringify(told)
  useEffect(() => {
    void tries
    setState('loads')
    const silent = setTimeout(() => setState('silent'), SPEAK_WITHIN)
    const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
      // Only our own frame; other scripts and extensions talk in this window, too.
      if (source === null || source !== frame.current?.contentWindow || origin !== location.origin) return
      if (!saysReady(data)) return
      clearTimeout(silent)
      setState('speaks')
      tell(frame, last.current)
    }
    addEventListener('message', hear)
    return () => {
      clearTimeout(silent)
      removeEventListener('message', hear)
    }
  }, [frame, tries])
  useEffect(() => {
    void key
    if (state === 'speaks') tell(frame, last.current)
  }, [frame, state, key])
  return state
}

const saysReady = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'deskbellPreview' in data && data.deskbellPreview === 'ready'

const tell = (frame: RefObject<HTMLIFrameElement | null>, told: Told): void =>
  frame.current?.contentWindow?.postMessage({ deskbellPreview: told }, location.origin)

/** The button of a host page, as the loader draws it there. */
function Launcher({ look, open, onToggle }: { look: PublicChatbot; open: boolean; onToggle: () => void }) {
  const { headerBackgroundColor: ground, headerTextColor: text } = look
  const read = contrast(text, ground) >= READABLE ? text : isDark(ground) ? '#ffffff' : '#000000'
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-label="The button on your page"
      className="relative grid size-14 flex-none place-items-center rounded-full shadow-3 forced-color-adjust-none"
      style={{ background: ground, color: read }}
      onClick={onToggle}
    >
      {open ? <Icon name="chevronDown" size={24} /> : <BellMark size={32} />}
    </button>
  )
}

/** Some lines and boxes, so that the chat is seen to lie on something. */
function PretendPage() {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 grid content-start gap-4 p-6">
      <div className="flex justify-between">
        <span className="h-3 w-20 rounded-full bg-press" />
        <span className="h-3 w-32 rounded-full bg-hover" />
      </div>
      <span className="mt-4 h-6 w-3/4 rounded-full bg-hover" />
      <span className="h-3 w-full rounded-full bg-hover" />
      <span className="h-3 w-5/6 rounded-full bg-hover" />
      <div className="mt-4 grid grid-cols-2 gap-4">
        <span className="aspect-4/3 rounded-3 bg-hover" />
        <span className="aspect-4/3 rounded-3 bg-hover" />
      </div>
    </div>
  )
}

import type { PublicChatbot } from '@deskbell/protocol/chatbot'
import { useState } from 'react'
import { Segmented } from '../ui/choice.js'
import { type Scene, WidgetPreview } from './widget-preview.js'

/** The live preview with what it shows to choose: a scene, and whether the visitor's system is light or dark. */
export function PreviewPanel({ site, look }: { site: string; look: PublicChatbot }) {
  const [scene, setScene] = useState<Scene>('greeting')
  const [theme, setTheme] = useState<'light' | 'dark'>(systemTheme)
  return (
    <section
      className="flex h-full min-h-0 flex-col border-border bg-sunken desk:border-s"
      aria-labelledby="preview"
    >
      <header className="flex min-h-14 flex-none flex-wrap items-center justify-between gap-x-3 gap-y-2 px-4 py-2.5 max-phone:min-h-12 max-phone:py-1.5">
        <h2 id="preview" className="flex-1 text-13 max-[22.5rem]:sr-only">
          Preview
        </h2>
        <Segmented
          label="What the chat shows"
          value={scene}
          onChange={setScene}
          options={[
            { value: 'greeting', label: 'Greeting' },
            { value: 'chat', label: 'Chat' },
            { value: 'offline', label: 'Offline' },
          ]}
        />
        <Segmented
          label="The visitor’s system"
          iconsOnly
          value={theme}
          onChange={setTheme}
          options={[
            { value: 'light', label: 'Light', icon: 'sun' },
            { value: 'dark', label: 'Dark', icon: 'moon' },
          ]}
        />
      </header>
      <div className="min-h-0 flex-1 px-4 pb-4 max-phone:px-0 max-phone:pb-0">
        <WidgetPreview site={site} look={look} scene={scene} theme={theme} />
      </div>
      {look.theme !== 'system' && look.theme !== theme && (
        <p className="flex-none px-4 pb-3 text-12 text-muted max-phone:pt-3">
          Your chat is always {look.theme}, also for a visitor whose system is {theme}.
        </p>
      )}
    </section>
  )
}

/** Begins with what the person who looks has around it. */
const systemTheme = (): 'light' | 'dark' =>
  getComputedStyle(document.documentElement).colorScheme === 'dark' ||
  (document.documentElement.dataset.theme === undefined && matchMedia('(prefers-color-scheme: dark)').matches)
    ? 'dark'
    : 'light'

import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { sayFailure } from '../failure.js'
import { SettingsFrame } from '../frame/settings-frame.js'
import { useHeadingStays } from '../heading.js'
import { useTitle } from '../title.js'
import { Segmented } from '../ui/choice.js'
import { Bone, Failed, Loading } from '../ui/states.js'
import { chatbotQuery } from './chatbot.js'
import { useLookDraft } from './draft-store.js'
import { EmbedLine } from './embed-line.js'
import { shownPicture, wearableLook } from './look-draft.js'
import { LookForm } from './look-form.js'
import { PreviewPanel } from './preview-panel.js'

/** How a site's chat looks and where it may stand. */
export function SettingsPage() {
  useTitle('Chatbot')
  const { site } = useDesk()
  const chatbot = useQuery(chatbotQuery)
  useHeadingStays(chatbot.data !== undefined)
  return (
    <SettingsFrame current="chatbot">
      {chatbot.data ? (
        <Loaded saved={chatbot.data} mayChange={site.role !== 'operator'} />
      ) : (
        <Columns preview={null}>
          <div className="relative min-h-0 flex-1 overflow-y-auto">
            <div className="mx-auto max-w-162 px-8 pt-6 pb-10 max-phone:px-4 max-phone:pt-5">
              <Head site={site.slug} />
              {chatbot.isError ? (
                <Failed
                  title="The settings did not load"
                  onRetry={() => void chatbot.refetch()}
                  busy={chatbot.isFetching}
                >
                  <p>{sayFailure(chatbot.error)}</p>
                </Failed>
              ) : (
                <Loading label="Loading the settings">
                  <div className="mt-12 grid gap-5">
                    {[1, 2, 3, 4, 5, 6].map(row => (
                      <Bone key={row} width={584} height={32} shape="control" />
                    ))}
                  </div>
                </Loading>
              )}
            </div>
          </div>
        </Columns>
      )}
    </SettingsFrame>
  )
}

function Head({ site }: { site: string }) {
  return (
    <header>
      <h1 className="text-20 tracking-[-0.01em]" tabIndex={-1}>
        Chatbot
      </h1>
      <p className="mb-5 text-muted">
        What visitors see. Changes show in the preview at once, on your site when you save.
      </p>
      <EmbedLine site={site} />
    </header>
  )
}

function Loaded({ saved, mayChange }: { saved: ChatbotDetails; mayChange: boolean }) {
  const [view, setView] = useState<View>('form')
  const { edits } = useLookDraft(saved)
  const picture = shownPicture(saved, edits)
  const look = { ...wearableLook(saved, edits), username: saved.username, bot_picture: picture }
  const preview = <PreviewPanel site={saved.username} look={look} />
  const roomy = useRoomForBoth()
  return (
    <Columns view={view} onView={setView} preview={preview}>
      <LookForm
        saved={saved}
        mayChange={mayChange}
        head={<Head site={saved.username} />}
        cover={!roomy && view === 'preview' ? preview : null}
        onWrong={() => setView('form')}
      />
    </Columns>
  )
}

type View = 'form' | 'preview'

/** Form and preview side by side; where there is no room for both, one or the other. The same before there is either. */
function Columns({
  view = 'form',
  onView,
  preview,
  children,
}: {
  view?: View
  onView?: (view: View) => void
  preview: ReactNode
  children: ReactNode
}) {
  const roomy = useRoomForBoth()
  return (
    <main
      id="main"
      tabIndex={-1}
      className="sheet flex flex-col desk:grid desk:grid-cols-[minmax(0,1fr)_28.5rem] desk:grid-rows-[minmax(0,1fr)]"
    >
      {!roomy && (
        <div className="flex flex-none justify-center border-b border-border px-4 py-2">
          <Segmented
            label="Show"
            value={view}
            disabled={!onView}
            onChange={next => onView?.(next)}
            options={[
              { value: 'form', label: 'Settings', icon: 'settings' },
              { value: 'preview', label: 'Preview', icon: 'page' },
            ]}
          />
        </div>
      )}
      {children}
      {roomy && (preview ?? <div className="border-border border-s bg-sunken" />)}
    </main>
  )
}

/** As the `desk` breakpoint. A media query here, too, since a hidden preview would be loaded all the same. */
const wide = () => matchMedia('(min-width: 1200px)')

function useRoomForBoth(): boolean {
  return useSyncExternalStore(
    onChange => {
      const query = wide()
      query.addEventListener('change', onChange)
      return () => query.removeEventListener('change', onChange)
    },
    () => wide().matches,
  )
}

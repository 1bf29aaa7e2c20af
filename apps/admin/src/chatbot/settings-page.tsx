import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../accounts/signed-in.js'
import { sayFailure } from '../failure.js'
import { Frame } from '../frame/frame.js'
import { useTitle } from '../title.js'
import { Bone, Failed, Loading } from '../ui/states.js'
import { chatbotQuery, useLookDraft } from './chatbot.js'
import { EmbedLine } from './embed-line.js'
import { shownLook } from './look-draft.js'
import { LookForm } from './look-form.js'
import { Preview } from './preview.js'
import './settings-page.css'

/** How a site's chat looks and where it may stand. */
export function SettingsPage() {
  useTitle('Settings')
  const { site } = useDesk()
  const chatbot = useQuery(chatbotQuery)
  const { edits } = useLookDraft(site.slug)
  return (
    <Frame current="settings">
      <main className="sheet settings" id="main">
        <div className="settings__form">
          <header className="settings__head">
            <h1 tabIndex={-1}>Chatbot</h1>
            <p className="muted">
              What visitors see. Changes show in the preview at once, on your site when you save.
            </p>
            <EmbedLine site={site.slug} />
          </header>
          {chatbot.data ? (
            <LookForm saved={chatbot.data} mayChange={site.role !== 'operator'} />
          ) : chatbot.isError ? (
            <Failed
              title="The settings did not load"
              onRetry={() => void chatbot.refetch()}
              busy={chatbot.isFetching}
            >
              <p>{sayFailure(chatbot.error)}</p>
            </Failed>
          ) : (
            <Loading label="Loading the settings">
              <div className="settings__bones">
                {[1, 2, 3, 4, 5].map(row => (
                  <Bone key={row} width={480} height={32} />
                ))}
              </div>
            </Loading>
          )}
        </div>
        {chatbot.data && <Preview look={shownLook(chatbot.data, edits)} picture={chatbot.data.bot_picture} />}
      </main>
    </Frame>
  )
}

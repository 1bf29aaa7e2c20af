import { isColour, readable } from '@deskbell/design/colour'
import type { ChatbotLook } from '@deskbell/protocol/chatbot'
import type { CSSProperties } from 'react'
import { Icon, Logo } from '../ui/icon.js'
import './preview.css'

/** Only a colour gets into a style; a half-typed one shows nothing. Text is made to read, as the chat does it. */
function colours(ground: string, text?: string): CSSProperties {
  const known = isColour(ground)
  const read = text !== undefined && isColour(text) && (known ? readable(text, ground) : text)
  return { ...(known && { background: ground }), ...(read && { color: read }) }
}

/** The chat as a visitor would see it with this look. A picture of it: nothing in it can be used. */
export function Preview({ look, picture }: { look: ChatbotLook; picture: string | null }) {
  return (
    <section className="preview" aria-labelledby="preview">
      <h2 id="preview">Preview</h2>
      <div
        className="preview__stage"
        role="img"
        aria-label={`The chat ${look.chatbotName}, as a visitor sees it`}
      >
        <div className="chat" style={colours(look.background_color)}>
          <div className="chat__head" style={colours(look.headerBackgroundColor, look.headerTextColor)}>
            <span className="chat__picture">
              {picture ? <img src={picture} alt="" /> : <Logo size={22} />}
            </span>
            <b className="ell" dir="auto">
              {look.chatbotName}
            </b>
            <Icon name="x" size={20} />
          </div>
          <div className="chat__log">
            {look.introductionText !== '' && (
              <p
                dir="auto"
                className="chat__intro"
                style={colours(look.introductionBackgroundColor, look.introductionTextColor)}
              >
                {look.introductionText}
              </p>
            )}
            <p className="chat__mine" style={colours(look.senderBackground, look.senderTextColor)}>
              Hi, do you ship to Jersey?
            </p>
            <p className="chat__theirs" style={colours(look.receiverBackground, look.receiverTextColor)}>
              We do. It takes two days.
            </p>
            <p className="chat__mine" style={colours(look.senderBackground, look.senderTextColor)}>
              Great, thank you!
            </p>
          </div>
          <div className="chat__bar" style={colours(look.inputBarBackground, look.inputTextColor)}>
            <span>Write a message</span>
            <Icon name="send" size={20} />
          </div>
        </div>
        <span className="chat__bell" style={colours(look.headerBackgroundColor, look.headerTextColor)}>
          <Logo size={30} />
        </span>
      </div>
    </section>
  )
}

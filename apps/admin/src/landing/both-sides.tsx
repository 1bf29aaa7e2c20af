import type { ReactNode } from 'react'
import { Avatar } from '../ui/avatar.js'
import { buttonClass } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { Count } from '../ui/marks.js'
import '../demo/marlow.css'

const words = {
  asks: 'The glass came cracked. Can you send another by Saturday?',
  answers: 'Yes, one leaves today. You have it on Thursday.',
  thanks: 'That was quick, thank you!',
}

/** One conversation as the visitor and as the desk see it: a picture, drawn with the parts it shows. */
export function BothSides() {
  return (
    <div
      className="relative border-t bg-bg tablet:min-h-190 tablet:rounded-ss-5 tablet:border-s"
      role="img"
      aria-label="One conversation, both sides: the visitor’s chat window, and the inbox where the same words arrive"
    >
      <div className="marlow contents" inert aria-hidden="true">
        <p className="px-4 pt-5 pb-4 text-13 text-muted phone:px-8 tablet:px-7">
          One conversation, both sides: <b className="font-semibold text-text">your visitor</b> and{' '}
          <b className="font-semibold text-text">your inbox</b>.
        </p>
        <div className="grid gap-4 overflow-hidden px-4 pb-8 phone:grid-cols-[20.5rem_minmax(0,1fr)] phone:px-8 phone:pb-12 tablet:absolute tablet:inset-0 tablet:block tablet:p-0">
          <Chat />
          <Desk />
        </div>
      </div>
    </div>
  )
}

function Chat() {
  return (
    <div className="z-10 flex flex-col overflow-hidden rounded-5 bg-raised text-15 shadow-3 phone:w-82 tablet:absolute tablet:start-7 tablet:top-76 tablet:h-106">
      <div className="flex h-16 flex-none items-center gap-3 bg-(--shop-green) px-4 text-(--shop-on-green)">
        <span className="grid size-9 place-items-center rounded-full bg-(--shop-on-green) text-(--shop-green)">
          <Lamp />
        </span>
        <span className="grid flex-1">
          <b className="text-16/5 font-semibold">Marlow Lighting</b>
          <span className="flex items-center gap-1.5 text-13">
            <i className="size-2 rounded-full bg-current" />
            Connected
          </span>
        </span>
        <Icon name="x" size={20} />
      </div>
      <div className="flex flex-1 flex-col gap-2 p-4">
        <Said ours>{words.asks}</Said>
        <Note icon="checks">Seen 14:11</Note>
        <div className="flex items-end gap-2">
          <span className="mb-5 grid size-7 flex-none place-items-center rounded-full bg-(--shop-pale) text-11 font-medium text-(--shop-on-pale)">
            IO
          </span>
          <div className="grid">
            <Said>{words.answers}</Said>
            <span className="px-1 text-12/5 text-muted">Ines 14:11</span>
          </div>
        </div>
        <Said ours>{words.thanks}</Said>
        <Note icon="check">Sent 14:12</Note>
      </div>
      <p className="flex h-6 flex-none items-center gap-2 px-5 text-12 text-muted">
        <Dots />
        Ines is typing
      </p>
      <p className="mx-3 mb-3 flex h-12 flex-none items-center gap-3 rounded-full border border-border-strong px-4 text-16 text-muted">
        <Icon name="clip" size={20} />
        <span className="flex-1">Write a message</span>
        <Icon name="send" size={20} />
      </p>
    </div>
  )
}

function Said({ ours = false, children }: { ours?: boolean; children: string }) {
  const look = ours
    ? 'self-end rounded-ee-1 bg-(--shop-green) text-(--shop-on-green)'
    : 'rounded-es-1 bg-bubble text-text'
  return <p className={`max-w-[88%] rounded-[18px] px-3.5 py-2.5 ${look}`}>{children}</p>
}

function Desk() {
  return (
    <div className="grid overflow-hidden rounded-4 bg-surface shadow-3 tablet:absolute tablet:start-24 tablet:end-0 tablet:top-16 tablet:h-153 tablet:rounded-e-[0] wide:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="hidden border-e wide:block">
        <p className="flex h-14 items-center gap-2 border-b px-4 text-14 font-semibold">
          All <Count value={4} tone="quiet" />
        </p>
        <Row name="Kim Hartley" time="14:12" last={words.thanks} current />
        <Row name="Grace Mbeki" time="14:10" last="Does the Fold come with a clamp?" unread={2} />
        <Row name="Tomás Rey" time="13:58" last="You: The blue one is back on Monday." />
        <Row name="Aiko Sato" time="12:40" last="You: Here is the drawing, 32 cm across." />
      </div>
      <div className="flex min-w-0 flex-col">
        <p className="flex h-14 flex-none items-center gap-2.5 border-b px-5 text-14 font-semibold">
          <Avatar id="Kim Hartley" name="Kim Hartley" size={28} />
          Kim Hartley
        </p>
        <div className="flex flex-1 flex-col gap-2 p-5 text-14">
          <p className="self-center text-12 text-muted">Today</p>
          <Heard>{words.asks}</Heard>
          <Heard ours>{words.answers}</Heard>
          <Note icon="checks">Seen 14:11</Note>
          <Heard>{words.thanks}</Heard>
        </div>
        <p className="flex h-6 flex-none items-center gap-2 px-5 text-12 text-muted">
          <Dots />
          Kim is typing
        </p>
        <div className="relative m-5 mt-2 h-28 rounded-3 border border-border-strong px-3 py-1 text-14 text-muted">
          <p className="flex h-8 gap-4 text-13 font-medium">
            <span className="pt-1 text-text shadow-[inset_0_-2px_var(--accent-text)]">Reply</span>
            <span className="flex gap-1 pt-1">
              <Icon name="lock" size={12} className="mt-1" />
              Note
            </span>
          </p>
          <p className="pt-1.5">Reply to Kim</p>
          <span className={buttonClass({ look: 'primary', size: 'sm' }, 'absolute! end-2 bottom-2')}>
            Send
            <Icon name="send" />
          </span>
        </div>
      </div>
    </div>
  )
}

function Heard({ ours = false, children }: { ours?: boolean; children: string }) {
  const look = ours ? 'self-end rounded-ee-1 bg-accent-soft' : 'self-start rounded-ss-1 bg-bubble'
  return <p className={`max-w-[84%] rounded-4 px-3 py-2 ${look}`}>{children}</p>
}

function Row({
  name,
  time,
  last,
  unread = 0,
  current = false,
}: {
  name: string
  time: string
  last: string
  unread?: number
  current?: boolean
}) {
  return (
    <div
      className={`grid grid-cols-[2rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b px-4 py-3 ${current ? 'bg-accent-soft' : ''}`}
    >
      <span className="row-span-2">
        <Avatar id={name} name={name} />
      </span>
      <b className={unread > 0 ? 'truncate font-semibold' : 'truncate font-medium'}>{name}</b>
      <span className="text-12 text-muted">{time}</span>
      <span className={unread > 0 ? 'truncate' : 'truncate text-muted'}>{last}</span>
      {unread > 0 && <Count value={unread} />}
    </div>
  )
}

function Note({ icon, children }: { icon: 'check' | 'checks'; children: ReactNode }) {
  return (
    <p className="-mt-1 flex items-center gap-1 self-end text-12 text-muted">
      <Icon name={icon} size={14} />
      {children}
    </p>
  )
}

const Dots = () => (
  <span className="flex gap-[3px]">
    <i className="size-1.25 rounded-full bg-current opacity-70" />
    <i className="size-1.25 rounded-full bg-current opacity-70" />
    <i className="size-1.25 rounded-full bg-current opacity-70" />
  </span>
)

const Lamp = () => (
  <svg viewBox="0 0 24 24" width="20" height="20" fill="currentColor" aria-hidden="true">
    <path d="M11.2 2h1.6v5h-1.6zM10 7h4l.8 2c3.3 1.2 5.2 4.2 5.2 8H4c0-3.8 1.9-6.8 5.2-8z" />
    <path d="M9.5 18.5h5a2.5 2.5 0 0 1-5 0z" />
  </svg>
)

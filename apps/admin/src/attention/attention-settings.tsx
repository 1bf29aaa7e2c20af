import { useId } from 'react'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Switch } from '../ui/choice.js'
import { toast } from '../ui/toast.js'
import { ring, tick, useBell } from './bell.js'
import { type NotifyState, notify, useNotify } from './notify.js'
import { choose, useChoice } from './settings.js'
import { turnNotifications, unblock } from './turn-notifications.js'

/** How this browser calls its member, each with a way to try it. */
export function AttentionSettings() {
  return (
    <div className="grid gap-8">
      <Sound />
      <Notifications />
    </div>
  )
}

function Sound() {
  const { sound, volume, tick: ticks } = useChoice()
  const blocked = useBell(bell => bell.state === 'blocked')
  const id = useId()
  return (
    <div className="grid gap-4">
      {sound && blocked && (
        <Banner
          tone="warning"
          icon="soundOff"
          title="Your browser keeps the bell silent until you click here"
        >
          Any click on this page will do. To allow it for good, let this site play sound in your browser’s
          settings.
        </Banner>
      )}
      <Switch
        label="Ring for somebody new"
        hint="Every 8 seconds until somebody answers, for at most 5 minutes."
        checked={sound}
        onChange={next => choose({ sound: next })}
      />
      <div className="grid gap-1">
        <label className="text-13 font-medium" htmlFor={id}>
          Volume
        </label>
        <input
          id={id}
          type="range"
          min={0.1}
          max={1}
          step={0.1}
          value={volume}
          disabled={!sound}
          aria-valuetext={`${Math.round(volume * 100)} %`}
          className="h-6 w-full phone:max-w-80 accent-accent-text disabled:opacity-50"
          onChange={event => choose({ volume: event.currentTarget.valueAsNumber })}
          onPointerUp={() => void tick(volume)}
        />
      </div>
      <Switch
        label="Tick for messages"
        hint="Softly, once, for what is written in a conversation you do not have open."
        checked={ticks && sound}
        disabled={!sound}
        onChange={next => choose({ tick: next })}
      />
      <div>
        <Button icon="bell" onClick={() => void testBell(volume)}>
          Test the bell
        </Button>
      </div>
    </div>
  )
}

async function testBell(volume: number): Promise<void> {
  if (await ring(volume)) return
  toast({
    tone: 'danger',
    title: 'Your browser played no sound',
    text: 'Allow sound for this site in its settings, then test again.',
  })
}

function Notifications() {
  const { notify: wanted, showText } = useChoice()
  const state = useNotify(({ state }) => state)
  const on = wanted && state === 'granted'
  return (
    <div className="grid gap-4">
      {state === 'denied' && (
        <Banner tone="warning" title="Your browser blocks notifications from here">
          {unblock}
        </Banner>
      )}
      <Switch
        label="Desktop notifications"
        hint={state === 'none' ? 'This browser has none for pages like this one.' : words(on, state)}
        checked={on}
        disabled={state === 'none' || state === 'denied'}
        onChange={next => void turnNotifications(next)}
      />
      <Switch
        label="Show what they wrote"
        hint="Off: a notification says who, and not what. For screens that others see."
        checked={showText}
        disabled={!on}
        onChange={next => choose({ showText: next })}
      />
      <div>
        <Button icon="message" aria-disabled={!on} onClick={() => on && sendTest(showText)}>
          Send a test notification
        </Button>
      </div>
    </div>
  )
}

function words(on: boolean, state: NotifyState): string {
  if (state === 'denied') return 'Off: your browser blocks them.'
  return on
    ? 'On: for what comes while you are elsewhere.'
    : 'Off. Your browser will ask whether they are allowed.'
}

function sendTest(showText: boolean): void {
  const shown = notify({
    tag: 'test',
    title: 'Deskbell',
    body: showText ? 'This is how somebody who writes to you looks.' : 'A new message',
  })
  if (shown) toast({ title: 'Sent', text: 'If you do not see it, your system may keep notifications quiet.' })
  else toast({ tone: 'danger', title: 'Your browser did not show it', text: unblock })
}

import { useState } from 'react'
import { Avatar } from '../avatar.js'
import { Banner } from '../banner.js'
import { Button } from '../button.js'
import { Confirm, Dialog } from '../dialog.js'
import { Field } from '../field.js'
import { HereDot } from '../here-dot.js'
import { Icon, iconNames, Logo } from '../icon.js'
import { Badge, Count, Kbd, Keys } from '../marks.js'
import { Menu } from '../menu.js'
import { MenuItem, MenuLabel, MenuRadios, MenuSeparator } from '../menu-items.js'
import { Popover } from '../popover.js'
import { Bone, Empty, Failed, Loading } from '../states.js'
import { TakeTheirs } from '../take-theirs.js'
import { themes } from '../theme.js'
import { toast } from '../toast.js'
import { Tooltip } from '../tooltip.js'
import { Part } from './part.js'

const people = ['Kim Hartley', 'Lena Fischer', 'Jonas Weber', 'Marta Nowak', 'عمر حداد', 'Вера Соколова', '']
const tones = ['neutral', 'accent', 'bell', 'positive', 'warning', 'danger', 'info'] as const

/** What only says something. */
export function Marks() {
  return (
    <>
      <Part name="Avatar">
        {people.map(name => (
          <Avatar key={name} id={name} name={name} />
        ))}
        {([20, 24, 28, 32, 40] as const).map(size => (
          <Avatar key={size} id="one" name="Kim Hartley" size={size} />
        ))}
        <Avatar id="one" name="Deskbell" picture="/favicon.svg" size={40} />
      </Part>
      <Part name="HereDot">
        <span className="inline-flex items-center gap-2 text-13">
          <HereDot />
          Here now
        </span>
      </Part>
      <Part name="Badge, Count, Kbd">
        {tones.map(tone => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
        <Badge icon="lock">with a picture</Badge>
        <Count value={1} />
        <Count value={100} />
        <Count value={4} tone="bell" />
        <Count value={41} tone="quiet" />
        <Kbd>?</Kbd>
        <Keys keys="Ctrl K" />
      </Part>
      <Part name="Icon, Logo">
        <Logo />
        <Logo size={28} />
        {iconNames.map(name => (
          <span key={name} title={name}>
            <Icon name={name} />
          </span>
        ))}
        {([12, 14, 16, 20, 24] as const).map(size => (
          <Icon key={size} name="bell" size={size} />
        ))}
      </Part>
    </>
  )
}

/** What stands where a page or a list would. */
export function States() {
  return (
    <>
      <Part name="Banner">
        <div className="grid w-full gap-2">
          <Banner tone="danger" silent title="Not saved">
            The server did not answer. What you typed is still here.
          </Banner>
          <Banner tone="warning" silent title="Not connected" action={<Button size="sm">Try now</Button>} />
          <Banner tone="positive" silent>
            Saved.
          </Banner>
          <Banner tone="info" silent>
            You are signed in as ines.
          </Banner>
        </div>
      </Part>
      <Part name="TakeTheirs">
        <TakeTheirs busy={false} onTake={() => {}}>
          Somebody else has changed the name. Saving again puts yours in its place.
        </TakeTheirs>
      </Part>
      <Part name="Empty, Failed, Loading">
        <Empty title="Nobody has rung yet" icon="inbox" action={<Button look="primary">Try it</Button>}>
          <p>Put the line on a page, or ring the bell yourself.</p>
        </Empty>
        <Failed title="It did not load" onRetry={() => {}}>
          <p>The server did not answer.</p>
        </Failed>
        <Loading label="Loading">
          <div className="flex items-center gap-3">
            <Bone width={32} height={32} shape="round" />
            <Bone width={160} />
          </div>
        </Loading>
      </Part>
    </>
  )
}

/** What lies above the page. It hangs below the body, so it wears the theme of the page and not of its half. */
export function Above({ theme }: { theme: string }) {
  const [shown, show] = useState<'none' | 'dialog' | 'confirm'>('none')
  const [chosen, choose] = useState<(typeof themes)[number]['value']>('system')
  const close = () => show('none')
  return (
    <Part name="Tooltip, Menu, Popover, Dialog, Confirm, toast (of the system's theme)">
      <Tooltip label="Commands" keys="Ctrl K">
        <Button>Tooltip</Button>
      </Tooltip>
      <Menu label={`More, ${theme}`} align="start">
        <MenuLabel>Conversation</MenuLabel>
        <MenuItem icon="copy" keys="Ctrl C" onSelect={() => toast({ title: 'Copied' })}>
          Copy the link
        </MenuItem>
        <MenuItem icon="edit" disabled onSelect={() => {}}>
          Rename
        </MenuItem>
        <MenuSeparator />
        <MenuRadios label="Theme" value={chosen} onChange={choose} options={themes} />
        <MenuSeparator />
        <MenuItem icon="trash" danger onSelect={() => show('confirm')}>
          Remove
        </MenuItem>
      </Menu>
      <Popover label="About" trigger={<Button>Popover</Button>}>
        <Field label="Name" />
      </Popover>
      <Button onClick={() => show('dialog')}>Dialog</Button>
      <Button onClick={() => show('confirm')}>Confirm</Button>
      <Button onClick={() => toast({ title: 'Sent' })}>Toast</Button>
      <Button
        onClick={() =>
          toast({
            tone: 'positive',
            title: 'The session has ended',
            text: 'Chrome on Linux',
            action: { label: 'Undo', onSelect: close },
          })
        }
      >
        Toast that can be undone
      </Button>
      <Button
        onClick={() => toast({ tone: 'danger', title: 'Not saved', text: 'The server did not answer.' })}
      >
        Toast of what failed
      </Button>
      <Dialog
        open={shown === 'dialog'}
        onClose={close}
        title="A canned reply"
        description="Everybody of the site can use it."
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" onClick={close}>
              Save
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <Field label="Shortcut" hint="What is typed after the slash." />
          <Field label="Text" error="Text is empty" />
        </div>
      </Dialog>
      <Confirm
        open={shown === 'confirm'}
        onClose={close}
        title="Remove it?"
        action="Remove"
        danger
        onConfirm={close}
      >
        Nobody can bring it back.
      </Confirm>
    </Part>
  )
}

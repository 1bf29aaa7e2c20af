import { Button } from '../button.js'
import { CopyButton } from '../copy-button.js'
import { IconButton } from '../icon-button.js'
import { Part } from './part.js'

const looks = ['plain', 'primary', 'ghost', 'danger', 'bell'] as const
const sizes = ['sm', 'md', 'lg'] as const

export function Actions() {
  return (
    <>
      {sizes.map(size => (
        <Part key={size} name={`Button ${size}`}>
          {looks.map(look => (
            <Button key={look} look={look} size={size}>
              {look}
            </Button>
          ))}
        </Part>
      ))}
      <Part name="Button with a picture, with keys, busy, off">
        <Button icon="upload">Upload</Button>
        <Button look="primary" icon="send" keys="Ctrl Enter">
          Send
        </Button>
        <Button look="bell" icon="bell" keys="A">
          Accept
        </Button>
        {looks.map(look => (
          <Button key={look} look={look} busy>
            Saving
          </Button>
        ))}
        <Button aria-disabled>Off</Button>
        <Button look="primary" aria-disabled>
          Off
        </Button>
      </Part>
      <Part name="IconButton: rest, pressed, open, off">
        <IconButton icon="clip" label="Attach a file" />
        <IconButton icon="search" label="Search" keys="Ctrl K" />
        <IconButton icon="sound" label="Sound" aria-pressed />
        <IconButton icon="more" label="More" aria-expanded />
        <IconButton icon="trash" label="Remove" aria-disabled />
      </Part>
      <Part name="CopyButton">
        <CopyButton text="copied" />
        <CopyButton text="copied" look="plain" />
      </Part>
    </>
  )
}

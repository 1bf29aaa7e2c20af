import { type MouseEvent, use, useState } from 'react'
import { Icon } from '../../ui/icon.js'
import { OneLine } from '../one-line.js'
import { sayBytes, sayKind, shownInline } from './files.js'
import { OpenPicture } from './pictures.js'

interface FileShown {
  url: string
  type: string
  name: string
  /** Bytes, where they are known. */
  size?: number | undefined
}

/** A picture to look at, or a file to download. */
export function Attachment({ url, type, name, size }: FileShown) {
  if (shownInline(type)) return <InlinePicture url={url} name={name === '' ? 'Picture' : name} />
  const facts = [sayKind(type), size === undefined ? '' : sayBytes(size)].filter(fact => fact !== '')
  return (
    <a
      className="flex w-60 max-w-full items-center gap-2.5 rounded-4 p-2 pe-3 inset-ring inset-ring-border hover:bg-hover forced-colors:border"
      href={url}
      download={name === '' ? true : name}
    >
      <span className="grid size-8 flex-none place-items-center rounded-2 bg-hover text-text-2">
        <Icon name="file" />
      </span>
      <span className="min-w-0 flex-1 text-start">
        <b className="block text-13 font-medium">
          <OneLine>{name === '' ? 'File' : name}</OneLine>
        </b>
        <small className="block text-12 text-muted">
          <span className="sr-only">Download, </span>
          {facts.join(', ')}
        </small>
      </span>
      <Icon name="download" className="text-muted" />
    </a>
  )
}

/**
 * A picture in a box that is the same before and after it has loaded, so that nothing moves. A click shows it
 * large; any other way of following the link is the browser's.
 */
function InlinePicture({ url, name }: { url: string; name: string }) {
  const open = use(OpenPicture)
  const [fit, setFit] = useState<'cover' | 'whole' | 'broken'>('cover')
  const onClick = (event: MouseEvent) => {
    if (!open || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    open(url)
  }
  return (
    <a
      className="relative block h-40 w-60 max-w-full overflow-hidden rounded-4 bg-hover text-text-2 ring-1 ring-border"
      href={url}
      target="_blank"
      rel="noopener"
      data-picture={url}
      {...(open && { 'aria-haspopup': 'dialog' })}
      onClick={onClick}
    >
      {fit === 'broken' && (
        <span className="absolute inset-0 grid content-center justify-items-center gap-1 p-2 text-center text-12">
          <Icon name="image" size={20} />
          This picture cannot be shown
        </span>
      )}
      <img
        className={`size-full ${fit === 'cover' ? 'object-cover' : fit === 'whole' ? 'object-scale-down' : 'invisible'}`}
        src={url}
        alt={name}
        width={240}
        height={160}
        decoding="async"
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setFit(isCroppable(naturalWidth, naturalHeight) ? 'cover' : 'whole')
        }
        onError={() => setFit('broken')}
      />
    </a>
  )
}

/** Whether enough of a picture is seen when it fills the box: not a long strip, and nothing tiny blown up. */
function isCroppable(width: number, height: number): boolean {
  const ratio = width / height
  return width >= 240 && height >= 160 && ratio > 0.7 && ratio < 2.3
}

import { Icon } from '../ui/icon.js'
import { sayBytes, shownInline } from './files.js'

interface FileShown {
  url: string
  type: string
  name: string
  /** Bytes, where they are known. */
  size?: number | undefined
}

/** A picture to look at, or a file to download. */
export function Attachment({ url, type, name, size }: FileShown) {
  if (shownInline(type)) {
    return (
      <a className="pic" href={url} target="_blank" rel="noopener">
        <img src={url} alt={name === '' ? 'Picture' : name} loading="lazy" decoding="async" />
      </a>
    )
  }
  return (
    <a className="filec" href={url} download={name === '' ? true : name}>
      <span className="filec__icon">
        <Icon name="file" />
      </span>
      <span className="filec__say">
        <b className="ell">{name === '' ? 'File' : name}</b>
        <small>{size === undefined ? 'Download' : `Download, ${sayBytes(size)}`}</small>
      </span>
      <Icon name="download" />
    </a>
  )
}

import { Icon } from '../icons.js'
import { wording } from '../wording.js'
import type { Uploads } from './uploads.js'

/** Files on their way, above the field they were chosen at. */
export function UploadList({ uploads }: { readonly uploads: Uploads }) {
  return uploads.getSnapshot().map(({ id, name, picture, part, failure, again, waits }) => (
    <div class="up" key={id}>
      {picture ? (
        <img src={picture} alt="" decoding="async" onError={() => uploads.hidePicture(id)} />
      ) : (
        <Icon name="file" />
      )}
      <div>
        <span>
          <bdi>{name}</bdi>
        </span>
        {failure !== null ? (
          <p role="alert">
            <bdi>{failure}</bdi>
          </p>
        ) : waits ? (
          <small>{waits === 'line' ? wording.fileLater : wording.fileWaits}</small>
        ) : (
          <progress value={part} aria-label={wording.uploading(name)} />
        )}
      </div>
      {failure !== null && again && (
        <button
          type="button"
          class="word"
          aria-label={wording.retryFile(name)}
          onClick={() => uploads.retry(id)}
        >
          {wording.retry}
        </button>
      )}
      <button
        type="button"
        class="tool"
        aria-label={failure === null ? wording.cancelFile(name) : wording.removeFile(name)}
        onClick={() => uploads.remove(id)}
      >
        <Icon name="x" />
      </button>
    </div>
  ))
}

import { Fragment } from 'react'

/** Where an address may go on in the next line: after a slash of its path and after its question mark. */
const BREAKS = /(?<=[^</]\/(?!\/)|\?)/

/** The line for an owner's page, as its parts are read. The text stays what is to be copied. */
export function LineText({ line }: { line: string }) {
  return line.split(BREAKS).map(part => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ))
}

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)
const TEXT = /\.(?:js|css|html|svg|json|txt)$/

/**
 * Writes `x.gz` and `x.br` beside every text file of the build, so that the server only picks one
 * and spends no time on compressing.
 */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'deskbell:precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const found = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = found.filter(entry => entry.isFile() && TEXT.test(entry.name))
      await Promise.all(files.map(entry => writeBoth(join(entry.parentPath, entry.name))))
    },
  }
}

async function writeBoth(path: string): Promise<void> {
  const bytes = await readFile(path)
  const [gz, br] = await Promise.all([
    toGzip(bytes, { level: 9 }),
    toBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  ])
  await Promise.all([writeFile(`${path}.gz`, gz), writeFile(`${path}.br`, br)])
}

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { root } from '../harness/server.js'

interface Mutation {
  readonly breaks: string
  /** A module in `mutants`. */
  readonly mutant: string
  /** The file of a run and, where one of its tests is enough, a part of that one's name. */
  readonly run: string
  readonly only?: string
  /** What the run has to complain about. */
  readonly says: RegExp
}

const mutations: readonly Mutation[] = [
  {
    breaks: 'G1',
    mutant: 'tell-before-commit',
    run: 'postgres-away',
    only: 'killed with -9',
    says: /acked-is-stored|was acked as .* and as/,
  },
  {
    breaks: 'N4',
    mutant: 'outcome-told',
    run: 'postgres-away',
    only: 'killed with -9',
    says: /sends that ended as failed/,
  },
  { breaks: 'G3', mutant: 'out-of-turn', run: 'bus-loss', says: /numbers as one node told them/ },
  { breaks: 'G5', mutant: 'no-look', run: 'bus-loss', says: /equals-reload/ },
  { breaks: 'N1', mutant: 'no-polling', run: 'redis-away', only: 'killed', says: /to be less than 2500/ },
  {
    breaks: 'N1',
    mutant: 'sends-wait-for-the-bus',
    run: 'redis-away',
    only: 'killed',
    says: /messages acked while Redis was away/,
  },
  { breaks: 'S6', mutant: 'half-open-for-ever', run: 'half-open', says: /the end of them all/ },
  { breaks: 'S6', mutant: 'no-cut', run: 'slow-readers', says: /cut/ },
]

/** Each run in its short form against a product that is broken on purpose: it has to fail, and for that reason. */
describe.runIf(process.env.FAULTS === 'full')('a run fails when what it proves is broken', () => {
  for (const { breaks, mutant, run, only, says } of mutations) {
    it(`${breaks} by ${mutant}: ${run}`, { timeout: 240_000 }, async () => {
      const { FAULTS: _, ...env } = process.env
      const vitest = join(root, 'node_modules/.bin/vitest')
      const args = ['run', `e2e/faults/${run}.test.ts`, ...(only ? ['-t', only] : [])]
      const ended = await promisify(execFile)(vitest, args, {
        cwd: root,
        env: { ...env, MUTANT: mutant, NO_COLOR: '1' },
        maxBuffer: 64 * 1024 * 1024,
      }).then(
        ({ stdout }) => ({ failed: false, output: stdout }),
        (error: { stdout: string; stderr: string }) => ({
          failed: true,
          output: error.stdout + error.stderr,
        }),
      )
      expect(ended.output).toMatch(says)
      expect(ended.failed).toBe(true)
    })
  }
})

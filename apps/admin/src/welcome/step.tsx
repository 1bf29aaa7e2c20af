import type { ReactNode } from 'react'
import { type Step, steps } from '../router.js'

/** The words of one step, and what there is to do. */
export function StepColumn({
  step,
  title,
  lead,
  children,
}: {
  step: Step
  title: string
  lead: string
  children: ReactNode
}) {
  return (
    <div className="mx-auto grid w-full max-w-128 content-start gap-6 px-4 py-6 phone:px-6 phone:py-10">
      <header className="grid gap-1">
        <p className="text-12 text-muted">
          Step {steps.indexOf(step) + 1} of {steps.length}
        </p>
        <h1 className="text-28 font-semibold tracking-tight text-balance" tabIndex={-1}>
          {title}
        </h1>
        <p className="text-pretty text-14 text-text-2">{lead}</p>
      </header>
      {children}
    </div>
  )
}

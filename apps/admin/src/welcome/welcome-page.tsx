import { ConnectionBanner } from '../realtime/connection-mark.js'
import { Link, Redirect, type Step, stepPath, steps } from '../router.js'
import { useTitle } from '../title.js'
import { buttonClass } from '../ui/button.js'
import { Icon, Logo } from '../ui/icon.js'
import { type Done, firstUndone } from './facts.js'
import { InstallStep } from './install-step.js'
import { LookStep } from './look-step.js'
import { RingStep } from './ring-step.js'
import { useDone } from './use-done.js'

const names: Record<Step, string> = { look: 'Look', install: 'Your page', ring: 'First ring' }

/** Leads a newcomer from a new account to their first answered chat; without a step, to the first that is undone. */
export function WelcomePage({ step }: { step: Step | null }) {
  useTitle('First steps')
  const done = useDone()
  const next = firstUndone(done)
  if (step === null) return next && <Redirect to={stepPath(next)} />
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] bg-surface tablet:h-dvh">
      <header className="flex flex-wrap items-center gap-x-4 border-b px-4 py-2 phone:px-6">
        <span className="flex h-10 flex-1 items-center gap-2 text-14 font-semibold tracking-tight">
          <Logo size={24} />
          Deskbell
        </span>
        <Progress step={step} done={done} />
        <span className="flex flex-1 justify-end">
          <Link className={buttonClass({ look: 'ghost' }, '-me-3')} href="/messages">
            Skip the tour
          </Link>
        </span>
      </header>
      <main id="main" className="flex min-h-0 flex-col">
        <ConnectionBanner />
        {step === 'look' && <LookStep />}
        {step === 'install' && <InstallStep />}
        {step === 'ring' && <RingStep installed={done.install === true} />}
      </main>
    </div>
  )
}

function Progress({ step, done }: { step: Step; done: Done }) {
  return (
    <nav aria-label="First steps" className="max-phone:order-last max-phone:w-full">
      <ol className="flex items-center gap-1 max-phone:justify-between max-phone:pb-1">
        {steps.map((each, at) => (
          <li key={each} className="flex items-center gap-1 max-phone:not-first:flex-1">
            {at > 0 && (
              <span className="h-px bg-border-strong max-phone:flex-1 phone:w-8" aria-hidden="true" />
            )}
            <Link
              href={stepPath(each)}
              aria-current={each === step ? 'step' : undefined}
              className="group fingertip flex h-8 items-center gap-2 whitespace-nowrap rounded-2 px-2 text-13 font-medium text-muted hover:text-text aria-current:text-text max-phone:gap-1.5 max-phone:px-1"
            >
              <span
                className={`grid size-5 place-items-center rounded-full text-11 font-semibold forced-colors:border ${
                  done[each]
                    ? 'bg-positive-soft text-positive-text'
                    : 'bg-hover text-text-2 group-aria-[current=step]:bg-accent group-aria-[current=step]:text-on-accent'
                }`}
              >
                {done[each] ? <Icon name="check" size={12} /> : at + 1}
              </span>
              {names[each]}
              {done[each] && <span className="sr-only"> (done)</span>}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

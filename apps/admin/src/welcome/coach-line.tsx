import { useEffect, useRef } from 'react'
import { useInboxPart } from '../realtime/inbox.js'
import { navigate } from '../router.js'
import { toast } from '../ui/toast.js'
import { stopCoaching, useCoach } from './coach.js'
import { isAnswered } from './facts.js'

/**
 * What a newcomer is told above the box in which they write their first answer, once; the cursor is in it already.
 * Stands beside the composer. Shows nothing in any other room, nor to anybody who did not come from the first steps.
 */
export function CoachLine({ room }: { room: string }) {
  const coached = useCoach(coach => coach.room === room)
  return coached && <Coaching room={room} />
}

function Coaching({ room }: { room: string }) {
  const line = useRef<HTMLParagraphElement>(null)
  const answered = useInboxPart(({ byId }) => {
    const row = byId.get(room)
    return row !== undefined && isAnswered(row)
  })
  useEffect(() => line.current?.parentElement?.querySelector('textarea')?.focus(), [])
  useEffect(() => {
    if (!answered) return
    toast({
      title: 'Your desk is open',
      text: 'Your first answer has gone out.',
      tone: 'positive',
      action: { label: 'What next', onSelect: () => navigate('/welcome/ring') },
    })
    stopCoaching()
  }, [answered])
  return (
    <p ref={line} className="mx-5 mb-2 rounded-2 bg-accent-soft px-3 py-2 text-13 text-accent-text">
      Write back; they see it at once.
    </p>
  )
}

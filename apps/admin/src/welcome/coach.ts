import { create } from 'zustand'

/** The room in which a newcomer is about to write their first answer, if they are. */
export const useCoach = create<{ room: string | null }>(() => ({ room: null }))

export const startCoaching = (room: string): void => useCoach.setState({ room })
export const stopCoaching = (): void => useCoach.setState({ room: null })

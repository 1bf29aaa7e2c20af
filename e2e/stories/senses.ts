import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Pitch of every tone that sounded. */
    tones: number[]
    /** Title and body of every notification. */
    notified: string[]
  }
}

/**
 * Runs in the page: sound and notifications are written down instead.
 * @param blocked no sound before a click, as browsers do it
 */
export function fakeSenses(blocked: boolean): void {
  window.tones = []
  window.notified = []
  // The browser's own word for it is also true of what the test itself runs in the page.
  let touched = !blocked
  addEventListener('click', () => (touched = true), { capture: true })
  const level = () => ({
    value: 0,
    setValueAtTime() {},
    linearRampToValueAtTime() {},
    exponentialRampToValueAtTime() {},
  })
  const node = () => ({ gain: level(), frequency: level(), type: '', connect: <T>(next: T) => next })
  class FakeAudio {
    state = 'suspended'
    currentTime = 0
    destination = {}
    resume() {
      if (touched) this.state = 'running'
      return Promise.resolve()
    }
    suspend() {
      this.state = 'suspended'
      return Promise.resolve()
    }
    createGain = node
    createBiquadFilter = node
    createOscillator() {
      const tone = node()
      return { ...tone, start: () => void window.tones.push(tone.frequency.value), stop() {} }
    }
  }
  class FakeNotification {
    static permission = sessionStorage.getItem('allowed') ?? 'default'
    static requestPermission() {
      FakeNotification.permission = 'granted'
      sessionStorage.setItem('allowed', 'granted')
      return Promise.resolve('granted')
    }
    onclick: (() => void) | null = null
    onclose: (() => void) | null = null
    constructor(title: string, { body }: { body: string }) {
      window.notified.push(`${title}: ${body}`)
      addEventListener('notification-click', () => this.onclick?.(), { once: true })
    }
    close() {
      this.onclose?.()
    }
  }
  Object.assign(window, { AudioContext: FakeAudio, Notification: FakeNotification })
}

/** As when another tab lies in front. */
export const hide = (page: Page): Promise<void> => beSeen(page, 'hidden')

/** As when the tab is in front again. */
export const show = (page: Page): Promise<void> => beSeen(page, 'visible')

function beSeen(page: Page, state: DocumentVisibilityState): Promise<void> {
  return page.evaluate(value => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}

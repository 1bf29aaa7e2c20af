/**
 * Every word that the chat itself says, and no other file has any: who translates it, translates this. Names, texts of
 * the site and what people write come from elsewhere.
 */
export const wording = {
  // header
  more: 'More',
  close: 'Close the chat',
  connecting: 'Connecting',
  connected: 'Connected',
  notConnected: 'No connection',

  // the line under the header
  elsewhere:
    'This conversation can only go on in the browser it began in. What you write here reaches nobody.',
  closed: 'This chat is not here any more. Nobody can read it.',
  offline: 'No connection.',
  again: (seconds: number) => (seconds > 0 ? `Trying again in ${seconds}\u00a0s` : 'Trying again now'),
  keepWriting: 'Keep writing, it stays here.',
  tryNow: 'Try now',

  // where one writes
  write: 'Write a message',
  writeNowhere: 'Nothing can be sent from here',
  writeOffline: 'You can keep writing',
  attach: 'Attach a file',
  send: 'Send',
  tooLong: (by: number) => `${by} characters too long`,
  noFiles: 'Files cannot be attached just now. Check the connection and try again.',

  // the conversation
  conversation: 'Conversation',
  you: 'You',
  earlier: 'Earlier messages',
  loadingEarlier: 'Loading earlier messages',
  renewed: 'What was said here before cannot be shown any more. This is a new conversation.',
  news: 'New messages',
  toNewest: 'To the newest message',
  typing: (several: boolean) => (several ? 'are typing' : 'is typing'),
  today: 'Today',
  yesterday: 'Yesterday',

  // a message
  deleted: 'Deleted',
  seen: 'Seen',
  sent: 'Sent',
  sending: 'Sending',
  busy: 'Busy just now. It goes out in a moment',
  later: 'Waiting for the connection',
  notSent: 'Not sent',
  because: (reason: string) => `Not sent. ${reason}`,
  tooMany: 'Too many messages in a short time. Wait a moment, then try again.',
  overloaded: 'Too much is going on here just now. Wait a moment, then try again.',
  retry: 'Retry',
  discard: 'Discard',
  file: 'File',

  // files on their way
  drop: 'Drop to send',
  uploading: (name: string) => `Uploading ${name}`,
  retryFile: (name: string) => `Retry ${name}`,
  cancelFile: (name: string) => `Cancel ${name}`,
  removeFile: (name: string) => `Remove ${name}`,
  fileLater: 'Goes out when you are connected',
  fileWaits: 'Waits for its turn',
  fileTooLarge: (megabytes: number) => `It is too large: files can have up to ${megabytes} MB.`,
  fileEmpty: 'It is empty, there is nothing to send.',
  fileUnreadable: 'It cannot be read. Folders cannot be sent, and a file must not be moved meanwhile.',
  fileKind: 'This kind cannot be sent. Pictures, PDF and text files can.',
  pictureKind: 'This kind of picture cannot be sent. Save it as JPEG or PNG first.',
  fileLost: 'It did not get through. Check the connection and try again.',

  // a picture, large
  openPicture: 'Open',
  closePicture: 'Close the picture',

  // the menu
  sound: (on: boolean) => (on ? 'Sound on' : 'Sound off'),
  soundHint: 'A soft tick for answers while the chat is closed',

  // the page of the settings
  preview: 'A preview of the chat. Nothing in it can be used.',
} as const

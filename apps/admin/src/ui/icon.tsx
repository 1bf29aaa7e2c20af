import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  Bot,
  Check,
  CheckCheck,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  Circle,
  CircleCheck,
  Clock,
  Contrast,
  Copy,
  Download,
  Ellipsis,
  ExternalLink,
  EyeOff,
  File,
  Globe,
  Image,
  Inbox,
  Info,
  Keyboard,
  Link,
  LoaderCircle,
  Lock,
  LogOut,
  type LucideIcon,
  Mail,
  MessageSquare,
  Minus,
  Monitor,
  Moon,
  PanelRight,
  PanelTop,
  Paperclip,
  Pencil,
  Play,
  Plus,
  RotateCw,
  Search,
  SendHorizontal,
  Server,
  Settings,
  Shield,
  ShoppingBasket,
  Smile,
  Sun,
  Trash2,
  TriangleAlert,
  Upload,
  User,
  Users,
  Volume2,
  VolumeX,
  Wifi,
  WifiOff,
  X,
  Zap,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'

/** Our word for each picture, so that one thing looks the same on every page. */
const pictures = {
  alert: TriangleAlert,
  arrowDown: ArrowDown,
  back: ArrowLeft,
  basket: ShoppingBasket,
  bot: Bot,
  check: Check,
  checks: CheckCheck,
  chevronDown: ChevronDown,
  chevronLeft: ChevronLeft,
  chevronRight: ChevronRight,
  chevronUp: ChevronUp,
  circle: Circle,
  clip: Paperclip,
  clock: Clock,
  copy: Copy,
  done: CircleCheck,
  download: Download,
  edit: Pencil,
  erased: EyeOff,
  external: ExternalLink,
  file: File,
  forward: ArrowRight,
  globe: Globe,
  image: Image,
  inbox: Inbox,
  info: Info,
  keyboard: Keyboard,
  link: Link,
  lock: Lock,
  mail: Mail,
  message: MessageSquare,
  minus: Minus,
  monitor: Monitor,
  moon: Moon,
  more: Ellipsis,
  page: PanelTop,
  panel: PanelRight,
  play: Play,
  plus: Plus,
  retry: RotateCw,
  search: Search,
  send: SendHorizontal,
  server: Server,
  settings: Settings,
  shield: Shield,
  signOut: LogOut,
  smile: Smile,
  sound: Volume2,
  soundOff: VolumeX,
  spinner: LoaderCircle,
  sun: Sun,
  theme: Contrast,
  trash: Trash2,
  upload: Upload,
  user: User,
  users: Users,
  wifi: Wifi,
  wifiOff: WifiOff,
  x: X,
  zap: Zap,
  zoomIn: ZoomIn,
  zoomOut: ZoomOut,
} satisfies Record<string, LucideIcon>

export type IconName = keyof typeof pictures | 'bell'

export const iconNames = ['bell', ...Object.keys(pictures)] as readonly IconName[]

/** Those that point along the line, and so the other way where the line runs the other way. */
const directional: ReadonlySet<IconName> = new Set<IconName>([
  'back',
  'chevronLeft',
  'chevronRight',
  'external',
  'forward',
  'panel',
  'send',
  'signOut',
])

/** Outlines that are read only with what they enclose. */
const filled: ReadonlySet<IconName> = new Set<IconName>(['theme'])

/** A picture beside words; it says nothing by itself. `size` in pixels, drawn with a 1.5 px pen. */
export function Icon({
  name,
  size = 16,
  className = '',
}: {
  name: IconName
  size?: 12 | 14 | 16 | 20 | 24
  className?: string
}) {
  const look = `shrink-0 ${directional.has(name) ? 'rtl:-scale-x-100' : ''} ${filled.has(name) ? '*:[path]:fill-current' : ''} ${className}`
  if (name === 'bell') return <Bell size={size} className={look} />
  const Picture = pictures[name]
  return <Picture size={size} strokeWidth={1.5} absoluteStrokeWidth className={look} aria-hidden />
}

/** The desk bell as a line drawing: ours, since it is the mark's. */
function Bell({ size, className }: { size: number; className: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={24 / size}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M8 2.5v1.2M2.7 10.2a5.3 5.3 0 0 1 10.6 0zM1.8 12.9h12.4M6.6 2.2h2.8" />
    </svg>
  )
}

/** The mark: a desk bell whose base is a speech bubble. `size` in pixels. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg className="shrink-0 fill-mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect className="fill-plunger" x="12" y="2" width="8" height="4" rx="2" />
      <path d="M4 19a12 11 0 0 1 24 0 1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z" />
      <path d="M4 22h24a2 2 0 0 1 0 4H15l-5.4 4.3A1 1 0 0 1 8 29.5V26H4a2 2 0 0 1 0-4z" />
    </svg>
  )
}

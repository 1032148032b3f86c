import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

const none = both('There is no WebRTC: neither sound nor pictures are sent live.', 'WebRTC を使わず、音声や映像を配信しない。')

export const webrtc: Requirement[] = [
  { id: 'V17.1.1', level: 2, topic: both('Relays to inner networks', '内部網への中継'), none },
  { id: 'V17.2.1', level: 2, topic: both('Keys of media', 'メディアの鍵'), none },
  { id: 'V17.2.2', level: 2, topic: both('Ciphers of media', 'メディアの暗号'), none },
  { id: 'V17.2.3', level: 2, topic: both('Forged media', 'メディアの偽造'), none },
  { id: 'V17.2.4', level: 2, topic: both('Broken media', '壊れたメディア'), none },
  { id: 'V17.3.1', level: 2, topic: both('A flood of calls', '呼び出しの集中'), none },
  { id: 'V17.3.2', level: 2, topic: both('Broken calls', '壊れた呼び出し'), none }
]

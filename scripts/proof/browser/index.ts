export { findChromium, launchChromium, steadyPaint } from './chromium.ts';
export { callAs, load, userOf, type Values } from './org-actions.ts';
export { addressOf, buttonOf, openScreen, rowOf, type Screen, type View } from './screen.ts';

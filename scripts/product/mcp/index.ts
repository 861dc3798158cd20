/** Tools for agents: the verdict on deals, and writes of one record, over the Model Context Protocol. */
export { Desk, isOfLogin, type Opened } from './desk.ts';
export { describedTool, serve, toolsOf } from './serve.ts';

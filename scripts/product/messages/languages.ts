/** The languages the product speaks: a file and a line each. */
export { en_US } from './en_US.ts';
export { zh_CN } from './zh_CN.ts';

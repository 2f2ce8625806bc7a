import { isContainer } from '@wengert/primitives';
import { isDense } from '@wengert/tensor';

/** Longer lists are cut. */
const longest = 8;

/** The parameters of an operation as text, without those that are off: `axes: [0], keepDims: true`. */
export function parameterText(params: unknown): string {
  if (!isContainer(params) || Array.isArray(params)) return params === undefined ? '' : settingText(params);
  return Object.entries(params)
    .filter(([, setting]) => setting !== undefined && setting !== false)
    .map(([key, setting]) => `${key}: ${settingText(setting)}`)
    .join(', ');
}

function settingText(setting: unknown): string {
  if (typeof setting === 'string') return JSON.stringify(setting);
  if (typeof setting === 'function') return setting.name === '' ? 'a function' : setting.name;
  if (isDense(setting)) return `tensor of shape [${setting.shape.join(', ')}]`;
  if (Array.isArray(setting)) return listText(setting);
  if (ArrayBuffer.isView(setting)) return listText(Array.from(setting as Float64Array));
  if (isContainer(setting)) return `{ ${parameterText(setting)} }`;
  return Object.is(setting, -0) ? '-0' : String(setting);
}

function listText(list: readonly unknown[]): string {
  const entries = list.slice(0, longest).map(settingText);
  const rest = list.length > longest ? [`… ${list.length - longest} more`] : [];
  return `[${[...entries, ...rest].join(', ')}]`;
}

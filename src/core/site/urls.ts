/** Parts of a URL that is already a clean text: `origin + path`. */

export const pathOf = (url: string): string => {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 ? '/' : url.slice(start);
};

export const originOf = (url: string): string => {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 ? url : url.slice(0, start);
};

/** Without scheme and port; IPv6 without brackets. */
export const hostOf = (origin: string): string => {
  const host = origin.slice(origin.indexOf('://') + 3);
  const port = host.lastIndexOf(':');
  const name = port > host.lastIndexOf(']') ? host.slice(0, port) : host;
  return name.startsWith('[') ? name.slice(1, -1) : name;
};

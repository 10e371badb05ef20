/** Parts of a URL that is already a clean text: `origin + path`. */

export const pathOf = (url: string): string => {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 ? '/' : url.slice(start);
};

export const originOf = (url: string): string => {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 ? url : url.slice(0, start);
};

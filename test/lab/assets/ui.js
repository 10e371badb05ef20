// How a script tells the visitor, and a driver, what came of an action.
export const byId = (id) => document.getElementById(id);

function say(result, error) {
  byId('error').textContent = error;
  const output = byId('result');
  output.textContent = result;
  output.dataset.step = String(Number(output.dataset.step) + 1);
}

export const show = (text) => say(text, '');
export const fail = (text) => say('', text);

// How a script tells the visitor, and a driver, what came of an action.
export const byId = (id) => document.getElementById(id);

function say(result, error) {
  byId('error').textContent = error;
  const output = byId('result');
  output.textContent = result;
  // Never a number that the server may give to its next page.
  output.dataset.step += '+';
}

export const show = (text) => say(text, '');
export const fail = (text) => say('', text);

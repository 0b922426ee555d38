import { fits, isEmail, read, toText } from 'kbgen/core/values.js';

/** Gives what is read from each text, and what is said of the value. */
export default (cases) => cases.map(({ parameter, text, value }) => {
  const result = text === undefined ? { value } : read(parameter, text);
  if (!('value' in result)) return { read: result };
  return { read: result, fits: fits(parameter, result.value), text: toText(result.value), isEmail: isEmail(text ?? '') };
});

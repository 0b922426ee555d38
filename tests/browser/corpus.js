import { Renderer } from 'kbgen/core/eval.js';
import { outline, words } from 'kbgen/core/outline.js';

/** Gives all renderings of each case. */
export default ({ settings, cases }) => {
  const renderers = settings.map(({ parameters, dates }) => new Renderer(parameters, dates));
  return cases.map(({ setting, code, line, conditions, values }) => {
    const [renderer, { phrases }] = [renderers[setting], settings[setting]];
    return {
      filled: renderer.filled(code, values, line),
      partial: renderer.partial(code, values, line),
      outline: outline(renderer, code, phrases, line),
      holds: conditions.map((condition) => renderer.holds(condition, values)),
      words: conditions.map((condition) => words(renderer, condition, phrases)),
    };
  });
};

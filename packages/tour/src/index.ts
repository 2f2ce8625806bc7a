// `npm start`: the parts of the tour, in order.
import { fitCarbonDioxide } from './fit.js';
import { compareJacobians } from './jacobians.js';
import { trainNetwork } from './network.js';
import { heading, say } from './terminal.js';
import { showTraces } from './traces.js';

const parts = [
  { title: 'One function, both ways', show: showTraces },
  { title: 'Sixty-two years of CO₂: a nonlinear fit', show: fitCarbonDioxide },
  { title: 'A small neural network', show: trainNetwork },
  { title: 'Forward or reverse?', show: compareJacobians },
];

for (const [index, { title, show }] of parts.entries()) {
  heading(`${index + 1}. ${title}`);
  const start = performance.now();
  show();
  say(`This part took ${((performance.now() - start) / 1000).toFixed(2)} s.`);
}

import type { DefaultTheme } from 'vitepress';

/** What stands beside every page, in reading order. */
export function sidebar(): DefaultTheme.SidebarItem[] {
  return [
    {
      text: 'Guide',
      items: [
        { text: 'Quick start', link: '/guide/quick-start' },
        { text: 'Three ways to a derivative', link: '/guide/three-ways' },
        { text: 'Evaluation traces', link: '/guide/evaluation-traces' },
        { text: 'Dual numbers and seeds', link: '/guide/dual-numbers' },
        { text: 'Adjoints and closures', link: '/guide/adjoints' },
        { text: 'JVP and VJP', link: '/guide/jvp-and-vjp' },
        { text: 'Which mode when', link: '/guide/which-mode' },
        { text: 'Nesting', link: '/guide/nesting' },
        { text: 'Arrays', link: '/guide/arrays' },
        { text: 'Making and reading tensors', link: '/guide/tensors' },
        { text: 'Trees', link: '/guide/trees' },
        { text: 'Plain operators', link: '/syntax' },
        { text: 'Rules of your own', link: '/guide/custom-rules' },
        { text: 'Checkpoints and loops', link: '/guide/checkpoints' },
        { text: 'Traces', link: '/traces' },
        { text: 'Sparse derivatives', link: '/sparse' },
        { text: 'Compile', link: '/guide/compile' },
        { text: 'Pitfalls', link: '/guide/pitfalls' },
        { text: 'Errors', link: '/guide/errors' },
      ],
    },
    {
      text: 'Recipes',
      items: [
        { text: 'Fit a curve', link: '/recipes/fit-a-curve' },
        { text: 'Train a network', link: '/recipes/train-a-network' },
        { text: 'Move an arm', link: '/recipes/inverse-kinematics' },
        { text: 'Optimise a spline', link: '/recipes/spline' },
        { text: 'Sensitivities of an ODE', link: '/recipes/ode-sensitivities' },
        { text: 'Newton with hvp', link: '/recipes/newton' },
      ],
    },
    {
      text: 'Reference',
      items: [
        { text: 'Playground', link: '/playground' },
        { text: 'Operations', link: '/operations' },
        { text: 'Derivatives at the edges', link: '/conventions' },
        { text: 'Accuracy', link: '/accuracy' },
        { text: 'Performance', link: '/performance' },
        { text: 'Mutation testing', link: '/mutation' },
        { text: 'API', link: '/api/' },
        { text: 'Command line', link: '/command-line' },
        { text: 'Compared with others', link: '/comparison' },
      ],
    },
    {
      text: 'Inside',
      collapsed: true,
      items: [
        { text: 'Adding an operation', link: '/contributing' },
        { text: 'Rows', link: '/design/rows' },
        { text: 'Levels', link: '/design/levels' },
        { text: 'The tape', link: '/design/tape' },
        { text: 'Compiled programs', link: '/design/compile' },
        { text: 'Recordings', link: '/design/recordings' },
        { text: 'Rewriting operators', link: '/design/syntax' },
        { text: 'Security', link: '/security' },
      ],
    },
  ];
}

import type { Theme } from 'vitepress';
import theme from 'vitepress/theme-without-fonts';
import { defineAsyncComponent } from 'vue';
import 'katex/dist/katex.min.css';
import './style.css';

// Components that calculate are loaded by the pages that have them.
const components = {
  CrossoverChart: defineAsyncComponent(() => import('../../src/charts/CrossoverChart.vue')),
  LiveTrace: defineAsyncComponent(() => import('../../src/playground/LiveTrace.vue')),
  PlayGround: defineAsyncComponent(() => import('../../src/playground/PlayGround.vue')),
  TruncationChart: defineAsyncComponent(() => import('../../src/charts/TruncationChart.vue')),
};

export default {
  extends: theme,
  enhanceApp({ app }) {
    for (const [name, component] of Object.entries(components)) app.component(name, component);
  },
} satisfies Theme;

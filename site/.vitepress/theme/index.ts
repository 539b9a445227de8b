import type { Theme } from 'vitepress';
import DefaultTheme, { VPHomeFeatures, VPHomeHero } from 'vitepress/theme-without-fonts';
import './style.css';
import '../../playground/playground.css';
import '../../benchmark/benchmark.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('VPHomeHero', VPHomeHero).component('VPHomeFeatures', VPHomeFeatures);
  },
} satisfies Theme;

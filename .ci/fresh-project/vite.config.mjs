export default { build: { outDir: 'vite', lib: { entry: 'consumer.ts', formats: ['es'], fileName: 'consumer' } } };

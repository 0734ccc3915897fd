/** The optional semantic scorer: an adapter to any OpenAI-compatible embeddings server. Off unless a server is configured. */
export { embeddingText } from './course-text.ts';
export { createEmbedder, type Embedder, type Embeddings } from './embedder.ts';
export { type EmbedderConfig, embedderConfigSchema } from './embedder-config.ts';
export { cosine } from './vector.ts';

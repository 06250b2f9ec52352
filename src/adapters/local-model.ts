import { downloadedModel, type DownloadProgress } from "./model-download.ts";
import { placeOf } from "./model-folder.ts";

const DEFAULT_HUB = "https://huggingface.co";

export type LocalModelOptions = {
  /** Name of a bundled model, a folder, or a hub id (`owner/name`), which is downloaded once. */
  model: string;
  /** Where downloaded models are kept. */
  cacheDir: string;
  /** Where hub ids are downloaded from. */
  hub?: string | undefined;
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
};

/** The folder of a model on this machine, downloaded first where a hub has it. Throws one line when it cannot be had. */
export async function localModel(
  options: LocalModelOptions,
): Promise<{ name: string; folder: string }> {
  const place = placeOf(options.model);
  if (place.kind === "folder") return place;
  const { cacheDir, hub = DEFAULT_HUB, onProgress } = options;
  const folder = await downloadedModel({ id: place.name, cacheDir, hub, onProgress });
  return { name: place.name, folder };
}

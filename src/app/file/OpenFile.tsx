/** A HAR in place of the tab: chosen or dropped, read here, and left again. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { OpenedFile } from '../api.ts';
import { Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import { shortHost } from '../view-model.ts';

export const FILE = 'open-file';

/** Which file and which of its sites is shown. */
const Shown = ({ file }: { file: OpenedFile }) => (
  <div class="file" role="group" aria-label="The file that is shown">
    <span class="name">
      <Text value={file.name} max={60} plain />
    </span>
    {file.sites.length > 1 && (
      <label>
        <span class="sr">Site in the file</span>
        <select value={file.site} onChange={({ currentTarget }) => file.choose(currentTarget.value)}>
          {file.sites.map((site) => (
            <option key={site} value={site}>
              {shortHost(site)}
            </option>
          ))}
        </select>
      </label>
    )}
    <button type="button" class="small" onClick={() => file.close()}>
      Close the file
    </button>
  </div>
);

export const OpenFile = () => {
  const { api, said, report } = useStore();
  // A file comes and goes with its report.
  void report.value;
  const picker = useRef<HTMLInputElement>(null);
  const isReading = useSignal(false);
  const fault = useSignal<{ name: string; what: string } | undefined>(undefined);
  const isOver = useSignal(false);

  const read = async (file: File): Promise<void> => {
    if (isReading.value) return;
    fault.value = undefined;
    isReading.value = true;
    const reply = await api.openFile?.(file);
    isReading.value = false;
    if (reply?.ok === false) fault.value = { name: file.name, what: reply.detail };
    else said.value = `${file.name} is shown.`;
  };

  useEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      isOver.value = true;
    };
    const leave = (event: DragEvent): void => {
      // Within the page it goes from one element to the next.
      if (event.relatedTarget === null) isOver.value = false;
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Else the browser would leave the page and show the file.
      event.preventDefault();
      isOver.value = false;
      const [file] = event.dataTransfer?.files ?? [];
      if (file !== undefined) void read(file);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);

  return (
    <div class="files">
      {api.file !== undefined && <Shown file={api.file} />}
      {!isReading.value ? (
        <button type="button" class="small" id={FILE} onClick={() => picker.current?.click()}>
          Open a HAR…
        </button>
      ) : (
        <span class="muted" role="status">
          Reading the file…
        </span>
      )}
      <input
        ref={picker}
        type="file"
        accept=".har,application/json"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file can be chosen again.
          currentTarget.value = '';
          if (file !== undefined) void read(file);
        }}
      />
      {fault.value !== undefined && (
        <p class="notice warn" role="alert">
          <span>
            <Text value={fault.value.name} max={60} plain /> was not opened.{' '}
            <Text value={fault.value.what} max={300} plain />
          </span>
        </p>
      )}
      {isOver.value && <p class="drop">Drop a HAR to look at it. It stays on this computer.</p>}
    </div>
  );
};

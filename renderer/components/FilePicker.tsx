import { useState, type ReactNode } from 'react';

interface FilePickerProps {
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  /** The visible control; calls `open` to show the system's file dialog. */
  readonly children: (open: () => void) => ReactNode;
}

export function FilePicker({ label, onFiles, children }: FilePickerProps) {
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  return (
    <>
      <input
        ref={setInput}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {children(() => input?.click())}
    </>
  );
}

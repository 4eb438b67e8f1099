import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilePicker } from '../../components/FilePicker.tsx';
import { Thumbnail } from '../../components/Thumbnail.tsx';
import { usePictures } from '../../studio/pictures.ts';
import { openForEditing } from './store.ts';

interface EditEmptyProps {
  readonly onFiles: (files: readonly File[]) => void;
}

const offered = 6;

/** Nothing on the canvas yet: the newest pictures to choose from, or a file. */
export function EditEmpty({ onFiles }: EditEmptyProps) {
  const { t } = useTranslation();
  const newest = usePictures(
    useShallow((state) => state.order.slice(0, offered).map((id) => state.byId[id]!)),
  );
  return (
    <FilePicker label={t('edit.openFile')} onFiles={onFiles}>
      {(open) => (
        <EmptyState
          sentence={t(newest.length > 0 ? 'edit.choose' : 'edit.empty')}
          action={{ label: t('edit.openFile'), perform: open }}
          picture={
            newest.length > 0 ? (
              <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 96px)', gap: 3 }}>
                {newest.map((picture) => (
                  <Thumbnail
                    key={picture.id}
                    picture={picture}
                    side={96}
                    isSelected={false}
                    onSelect={() => openForEditing(picture.id)}
                  />
                ))}
              </Box>
            ) : undefined
          }
        />
      )}
    </FilePicker>
  );
}

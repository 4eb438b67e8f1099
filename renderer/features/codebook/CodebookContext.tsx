import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PanelBody, PanelSection } from '../../components/Panel.tsx';
import { PatchErrors } from '../../components/PatchErrors.tsx';
import { Thumbnail } from '../../components/Thumbnail.tsx';
import { TokenMosaic } from '../../components/TokenMosaic.tsx';
import { handOver } from '../../studio/navigation.ts';
import { useOpenPicture } from '../../studio/open-picture.ts';
import { usePicture, usePictures } from '../../studio/pictures.ts';
import { useActivePack } from '../../studio/status.ts';
import { CodeRelations } from './CodeRelations.tsx';
import { useCodebook, useCodeUsage } from './store.ts';

const mostPictures = 24;

/** One code: its patch, and the pictures of the library that use it. Before one is chosen: what codes miss of the open picture. */
export function CodebookContext() {
  const { t } = useTranslation();
  const code = useCodebook((state) => state.code);
  const hash = useActivePack()?.codebookHash ?? null;
  const usage = useCodeUsage();
  const order = usePictures((state) => state.order);
  const byId = usePictures((state) => state.byId);
  const open = usePicture(useOpenPicture((state) => state.pictureId));
  const pictures = useMemo(
    () =>
      order
        .flatMap((id) => (byId[id] ? [byId[id]] : []))
        .filter(
          ({ tokens }) =>
            code !== null && tokens?.codebookHash === hash && tokens.codes.includes(code),
        )
        .slice(0, mostPictures),
    [order, byId, code, hash],
  );
  if (code === null) {
    return (
      <PanelBody>
        <Typography variant="body2" color="textSecondary">
          {t('codebook.hint')}
        </Typography>
        {hash !== null && open?.deletedAtMs === null && (
          <PanelSection title={t('codebook.openPicture')}>
            <PatchErrors key={`${hash}:${open.id}`} picture={open} />
          </PanelSection>
        )}
      </PanelBody>
    );
  }
  return (
    <PanelBody>
      <PanelSection title={t('codebook.selected', { code })}>
        <Box sx={{ width: 128, height: 128 }}>
          <TokenMosaic
            codes={[code]}
            columns={1}
            rows={1}
            label={t('codebook.exemplar', { code })}
          />
        </Box>
      </PanelSection>
      <CodeRelations code={code} />
      <Box aria-live="polite">
        <Typography variant="body2" color="textSecondary" sx={{ marginBottom: 3 }}>
          {t('codebook.occurs', { count: usage.cells.get(code) ?? 0 })}
        </Typography>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          {pictures.map((picture) => (
            <Thumbnail
              key={picture.id}
              picture={picture}
              side={56}
              isSelected={false}
              onSelect={() => handOver({ to: 'gallery', pictureId: picture.id })}
            />
          ))}
        </Box>
      </Box>
    </PanelBody>
  );
}

import Box from '@mui/material/Box';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { usePictureImport } from '../../components/use-picture-import.ts';
import { goTo, takeIntent, useNavigation } from '../../studio/navigation.ts';
import { usePictures } from '../../studio/pictures.ts';
import { attempt } from '../../studio/toasts.ts';
import { GalleryGrid } from './GalleryGrid.tsx';
import { GalleryViewer } from './GalleryViewer.tsx';
import { matchesFilter, openPicture, useGallery } from './store.ts';

export function GalleryStage() {
  const { t } = useTranslation();
  const order = usePictures((state) => state.order);
  const byId = usePictures((state) => state.byId);
  const state = usePictures((pictures) => pictures.state);
  const error = usePictures((pictures) => pictures.error);
  const next = usePictures((pictures) => pictures.next);
  const openId = useGallery((gallery) => gallery.openId);
  const origin = useGallery((gallery) => gallery.origin);
  const search = useGallery((gallery) => gallery.search);
  const intent = useNavigation((navigation) => navigation.intent);
  const { dropTarget } = usePictureImport(() => undefined);
  const isFiltered = origin !== 'all' || search.trim() !== '';

  useEffect(() => {
    const wanted = takeIntent('gallery');
    if (wanted) openPicture(wanted.pictureId);
  }, [intent]);

  // A filter looks through the whole library, so the remaining pages are fetched.
  useEffect(() => {
    if (isFiltered && next !== null && state === 'ready')
      attempt(() => usePictures.getState().loadMore());
  }, [isFiltered, next, state]);

  const visible = useMemo(
    () =>
      order.flatMap((id) =>
        byId[id] && matchesFilter(byId[id], origin, search) ? [byId[id]] : [],
      ),
    [order, byId, origin, search],
  );

  if (openId) return <GalleryViewer pictureId={openId} />;
  return (
    <Box {...dropTarget} sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      {error && (
        <Box sx={{ margin: 'auto', padding: 6 }}>
          <ErrorNotice
            error={error}
            action={{
              label: t('common.retry'),
              perform: () => attempt(() => usePictures.getState().reload()),
            }}
          />
        </Box>
      )}
      {!error && visible.length > 0 && <GalleryGrid pictures={visible} />}
      {!error && visible.length === 0 && state === 'ready' && !isFiltered && (
        <EmptyState
          sentence={t('gallery.empty')}
          action={{ label: t('gallery.emptyAction'), perform: () => goTo('create') }}
        />
      )}
      {!error && visible.length === 0 && isFiltered && (
        <EmptyState
          sentence={t('gallery.nothingFound')}
          action={{
            label: t('gallery.showAll'),
            perform: () => useGallery.setState({ origin: 'all', search: '' }),
          }}
        />
      )}
    </Box>
  );
}

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import InputAdornment from '@mui/material/InputAdornment';
import OutlinedInput from '@mui/material/OutlinedInput';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { FilePicker } from '../../components/FilePicker.tsx';
import { Icon } from '../../components/Icon.tsx';
import { NavList } from '../../components/NavList.tsx';
import { PanelBody } from '../../components/Panel.tsx';
import { usePictureImport } from '../../components/use-picture-import.ts';
import { usePictures } from '../../studio/pictures.ts';
import { useGallery, type OriginFilter } from './store.ts';

const origins: readonly OriginFilter[] = ['all', 'generate', 'edit', 'import'];

export function GalleryParameters() {
  const { t } = useTranslation();
  const origin = useGallery((state) => state.origin);
  const search = useGallery((state) => state.search);
  const total = usePictures((state) => state.total);
  return (
    <PanelBody>
      <OutlinedInput
        value={search}
        onChange={(event) => useGallery.setState({ search: event.target.value })}
        placeholder={t('gallery.search')}
        inputProps={{ 'aria-label': t('gallery.search'), type: 'search' }}
        startAdornment={
          <InputAdornment position="start" sx={{ marginRight: 0 }}>
            <Icon name="search" size={18} />
          </InputAdornment>
        }
      />
      <NavList
        label={t('gallery.filter')}
        items={origins.map((each) => ({
          id: each,
          label: t(`gallery.origins.${each}`),
          isCurrent: each === origin,
          onSelect: () => useGallery.setState({ origin: each }),
        }))}
      />
      <Typography
        variant="caption"
        color="textSecondary"
        sx={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {t('gallery.total', { count: total })}
      </Typography>
    </PanelBody>
  );
}

export function GalleryPrimary() {
  const { t } = useTranslation();
  const { take } = usePictureImport(() => undefined);
  return (
    <Box>
      <FilePicker label={t('gallery.import')} onFiles={(files) => void take(files)}>
        {(open) => (
          <Button fullWidth size="large" variant="outlined" onClick={open}>
            <Icon name="upload" />
            {t('gallery.import')}
          </Button>
        )}
      </FilePicker>
    </Box>
  );
}

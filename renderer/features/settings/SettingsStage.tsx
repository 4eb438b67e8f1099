import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Switch from '@mui/material/Switch';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { ExportFormat } from '../../../contract/pictures.ts';
import type { Settings } from '../../../contract/settings.ts';
import { Icon } from '../../components/Icon.tsx';
import { openShortcuts } from '../../studio/overlays.ts';
import { copyText } from '../../studio/platform.ts';
import { changeSettings, useSettings } from '../../studio/settings.ts';
import { useStatus } from '../../studio/status.ts';
import { attempt, showToast } from '../../studio/toasts.ts';
import { SettingRow } from './SettingRow.tsx';

const schemes = ['system', 'light', 'dark'] as const;
const formats: readonly ExportFormat[] = ['png', 'jpeg', 'webp'];
const threadChoices = [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64];

export function SettingsStage() {
  const { t } = useTranslation();
  const settings = useSettings((state) => state.settings);
  const status = useStatus((state) => state.status);
  if (!settings) return <Box sx={{ flex: 1 }} />;
  const change = (part: Partial<Settings>) => attempt(() => changeSettings(part));
  const threads = settings.threads;
  const choices =
    threads === null || threadChoices.includes(threads)
      ? threadChoices
      : [threads, ...threadChoices];

  return (
    <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
      <Box sx={{ maxWidth: 760, marginX: 'auto', padding: 8 }}>
        <Typography variant="h2" component="h2" sx={{ marginBottom: 5 }}>
          {t('settings.title')}
        </Typography>
        <SettingRow label={t('settings.scheme')}>
          <ToggleButtonGroup
            exclusive
            value={settings.colourScheme}
            aria-label={t('settings.scheme')}
            onChange={(_event, next: Settings['colourScheme'] | null) =>
              next && change({ colourScheme: next })
            }
          >
            {schemes.map((scheme) => (
              <ToggleButton key={scheme} value={scheme}>
                {t(`settings.schemes.${scheme}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </SettingRow>
        <SettingRow
          label={t('settings.threads')}
          hint={t('settings.threadsHint', { count: status?.engine.threads ?? 0 })}
        >
          <Select
            value={threads ?? 'auto'}
            inputProps={{ 'aria-label': t('settings.threads') }}
            onChange={(event) =>
              change({ threads: event.target.value === 'auto' ? null : Number(event.target.value) })
            }
            sx={{ minWidth: 140 }}
          >
            <MenuItem value="auto">{t('settings.threadsAuto')}</MenuItem>
            {choices.map((count) => (
              <MenuItem key={count} value={count}>
                {count}
              </MenuItem>
            ))}
          </Select>
        </SettingRow>
        <SettingRow label={t('settings.exportFormat')}>
          <ToggleButtonGroup
            exclusive
            value={settings.exportFormat}
            aria-label={t('settings.exportFormat')}
            onChange={(_event, next: ExportFormat | null) => next && change({ exportFormat: next })}
          >
            {formats.map((format) => (
              <ToggleButton key={format} value={format}>
                {t(`export.formats.${format}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </SettingRow>
        <SettingRow
          label={t('export.recipe')}
          hint={t('export.recipeHint')}
          htmlFor="settings-recipe"
        >
          <Switch
            id="settings-recipe"
            checked={settings.exportRecipe}
            onChange={(_event, next) => change({ exportRecipe: next })}
          />
        </SettingRow>
        <SettingRow label={t('settings.library')} hint={status?.libraryFolder ?? ''}>
          <Button
            size="small"
            variant="outlined"
            disabled={!status}
            onClick={() =>
              attempt(async () => {
                await copyText(status!.libraryFolder);
                showToast(t('settings.copied'));
              })
            }
          >
            <Icon name="copy" size={16} />
            {t('settings.copyPath')}
          </Button>
        </SettingRow>
        <SettingRow label={t('settings.shortcuts')}>
          <Button size="small" variant="outlined" onClick={openShortcuts}>
            <Icon name="keyboard" size={16} />
            {t('settings.showShortcuts')}
          </Button>
        </SettingRow>
        <SettingRow
          label={t('settings.about')}
          hint={
            status
              ? t('settings.aboutValue', {
                  version: status.version,
                  host: t(`settings.hosts.${status.host}`),
                  provider: status.engine.provider,
                })
              : ''
          }
        />
      </Box>
    </Box>
  );
}

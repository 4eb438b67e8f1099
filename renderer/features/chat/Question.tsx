import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ChatMessage } from '../../../contract/chats.ts';
import { PictureCard } from './PictureCard.tsx';

interface QuestionProps {
  readonly message: ChatMessage;
}

/** What the user wrote, to the right. */
export function Question({ message }: QuestionProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        justifyItems: 'end',
        gap: 2,
        marginLeft: '15%',
      }}
    >
      {message.pictureIds.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, justifyContent: 'flex-end' }}>
          {message.pictureIds.map((id) => (
            <PictureCard key={id} pictureId={id} width={180} />
          ))}
        </Box>
      )}
      <Typography
        variant="body1"
        sx={(theme) => ({
          padding: '8px 14px',
          borderRadius: '14px 14px 4px 14px',
          background: theme.vars.palette.studio.panel,
          border: `1px solid ${theme.vars.palette.studio.hairline}`,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        })}
      >
        {message.text}
      </Typography>
    </Box>
  );
}

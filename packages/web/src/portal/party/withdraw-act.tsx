import { useState } from 'react';
import { Button } from '../../shared/kit/button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** The button that takes an application or a change of it back, and asks once more before. */
export function WithdrawAct({
  act,
  title,
  why,
  confirm,
  onConfirm,
}: {
  act: string;
  title: string;
  why: string;
  confirm: string;
  /** Does it; what it throws is shown in the dialog. */
  onConfirm: () => Promise<void>;
}) {
  const [asked, setAsked] = useState(false);
  const withdraw = async () => {
    await onConfirm();
    setAsked(false);
  };
  return (
    <div className="portal-acts">
      <Button kind="second" onPress={() => setAsked(true)}>
        {act}
      </Button>
      {asked ? (
        <ConfirmDialog
          title={title}
          why={why}
          confirm={confirm}
          onConfirm={withdraw}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </div>
  );
}

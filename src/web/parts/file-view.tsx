/** A file that somebody handed in, shown where it is judged: pictures and PDF; others open in the reader's own program. */
import { useEffect, useRef, useState } from 'react';
import styles from './file-view.module.css';
import { useKeyboardKept } from './keyboard-kept.ts';

interface Shown {
  /** Of the file on this server. */
  readonly address: string;
  readonly mediaType: string;
  readonly name: string;
}

export function FileView({ address, mediaType, name }: Shown) {
  if (mediaType === 'application/pdf') return <Pdf address={address} name={name} />;
  return <Picture address={address} mediaType={mediaType} name={name} />;
}

function Pdf({ address, name }: Pick<Shown, 'address' | 'name'>) {
  const frame = useRef<HTMLIFrameElement>(null);
  useKeyboardKept(frame);
  return <iframe ref={frame} className={styles.pdf} title={name} src={`${address}?show=true`} />;
}

function Picture({ address, mediaType, name }: Shown) {
  const [made, setMade] = useState<string | null>(null);
  const isPicture = mediaType === 'image/jpeg' || mediaType === 'image/png';
  useEffect(() => {
    if (!isPicture) return;
    let url: string | null = null;
    let isWanted = true;
    // The server gives every picture as a download; what is shown is made of its bytes here.
    void fetch(address, { credentials: 'same-origin' })
      .then((answer) => (answer.ok ? answer.blob() : null))
      .then((blob) => {
        if (!blob || !isWanted) return;
        url = URL.createObjectURL(blob);
        setMade(url);
      });
    return () => {
      isWanted = false;
      if (url) URL.revokeObjectURL(url);
    };
  }, [address, isPicture]);
  if (!isPicture) return null;
  return made ? <img src={made} alt={name} className={styles.picture} /> : <div className={styles.picture} />;
}

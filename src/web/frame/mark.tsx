import styles from './frame.module.css';

/** The sign and the name of Concord. */
export function Mark() {
  return (
    <div className={styles.mark}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden>
        <path d="M9.2 1.2a7.8 7.8 0 0 0 0 15.6z" fill="var(--home)" />
        <path d="M10.8 3.2a7.8 7.8 0 0 1 0 15.6z" fill="var(--host)" />
      </svg>
      <span>Concord</span>
    </div>
  );
}

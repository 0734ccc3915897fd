/** What stands where a screen will be while its code is on the way, as the page itself has it before any code has come. */
export function Starting() {
  return <img className="starting" src="/mark.svg" width={40} height={40} alt="Concord" />;
}

const RX = 132;
const RY = 172;
const CX = 195;
const CY = 232;

/** Everything but the face is dimmed; the dotted oval says where, the green arc how far. */
export function Oval({ share, good }: { share: number; good: boolean }) {
  const around = 2 * Math.PI * Math.sqrt((RX ** 2 + RY ** 2) / 2);
  return (
    <svg
      className={good ? 'oval good' : 'oval'}
      viewBox="0 0 390 430"
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
    >
      <path
        fill="#081522"
        fillOpacity="0.62"
        fillRule="evenodd"
        d={`M-800-800H1200V2400H-800Z M${CX} ${CY - RY}a${RX} ${RY} 0 1 0 .1 0Z`}
      />
      <ellipse className="oval-line" cx={CX} cy={CY} rx={RX} ry={RY} />
      <ellipse
        className={share > 0 ? 'oval-arc' : 'oval-arc none'}
        cx={CX}
        cy={CY}
        rx={RX}
        ry={RY}
        pathLength={around}
        strokeDasharray={`${share * around} ${around}`}
        transform={`rotate(-90 ${CX} ${CY}) translate(${CX} ${CY}) scale(${RY / RX} ${RX / RY}) translate(${-CX} ${-CY})`}
      />
    </svg>
  );
}

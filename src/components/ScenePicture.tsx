import type { Layer, Scene } from '../../contract/job.ts';
import { useTranslation } from '../i18n.ts';
import classes from './ScenePicture.module.css';

type Props = { scene: Scene; portrait: boolean; label: string };

const COLOR = /^#[0-9a-f]{6}$/i;

/** A small drawing of what stands where: the canvas is always 1920×1080 or 1080×1920, whatever comes out of it. */
export function ScenePicture({ scene, portrait, label }: Props) {
  const width = portrait ? 1080 : 1920;
  const height = portrait ? 1920 : 1080;
  const color = scene.backgrounds.find((one) => one.color !== null && COLOR.test(one.color))?.color;
  const image = scene.backgrounds.find((one) => one.image !== null)?.image;
  return (
    <svg
      className={classes.picture}
      data-portrait={portrait || undefined}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <rect
        width={width}
        height={height}
        className={classes.ground}
        {...(color == null ? {} : { style: { fill: color } })}
      />
      {image != null && (
        <image
          href={image.url}
          width={width}
          height={height}
          preserveAspectRatio="xMidYMid slice"
        />
      )}
      {scene.layers.map((layer, i) => (
        // Layers never change places, and nothing else tells two of them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <LayerBox key={i} layer={layer} canvas={Math.min(width, height)} />
      ))}
    </svg>
  );
}

/** Kinds that have a word; others are shown as MetaStudio spells them. */
const known = ['HUMAN', 'IMAGE', 'VIDEO', 'TEXT'] as const;

function LayerBox({ layer, canvas }: { layer: Layer; canvas: number }) {
  const { t } = useTranslation();
  const { x, y, kind, text } = layer;
  if (x === null || y === null) return null;
  const width = layer.width ?? canvas * 0.4;
  const height = layer.height ?? (text === null ? canvas * 0.4 : (text.fontSize ?? 60) * 1.5);
  const word = known.find((one) => one === kind);
  const turn =
    layer.angle === null
      ? {}
      : { transform: `rotate(${layer.angle} ${x + width / 2} ${y + height / 2})` };
  return (
    <g {...turn}>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={12}
        className={classes.layer}
        data-kind={kind}
        vectorEffect="non-scaling-stroke"
      />
      <text x={x + width / 2} y={y + height / 2} className={classes.word} fontSize={canvas / 11}>
        {text !== null ? text.content.slice(0, 14) : word === undefined ? kind : t(`layer.${word}`)}
      </text>
    </g>
  );
}

import type { TFunction } from 'i18next';
import type { Layer, Scene } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './ScenePicture.module.css';

type Props = { scene: Scene; portrait: boolean; label: string };

const COLOR = /^#[0-9a-f]{6}$/i;

/** A small drawing of what stands where: the canvas is always 1920×1080 or 1080×1920, whatever comes out of it. */
export function ScenePicture({ scene, portrait, label }: Props) {
  const { t } = useTranslation();
  const width = portrait ? 1080 : 1920;
  const height = portrait ? 1920 : 1080;
  const color = scene.backgrounds.find((one) => one.color !== null && COLOR.test(one.color))?.color;
  const image = scene.backgrounds.find((one) => one.image !== null)?.image;
  const boxes = scene.layers.flatMap((layer, i) =>
    layerBox(layer, { width, height }, t).map((box) => ({ ...box, key: `${i} ${layer.kind}` })),
  );
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
      {boxes.map((box) => (
        <rect
          key={box.key}
          {...box.place}
          {...box.turn}
          rx={12}
          className={classes.layer}
          data-kind={box.kind}
        />
      ))}
      {boxes.map((box) => (
        // Words come last, so that no box covers another's.
        <text
          key={box.key}
          {...box.middle}
          className={classes.word}
          fontSize={Math.min(width, height) / 11}
        >
          {box.word}
        </text>
      ))}
    </svg>
  );
}

/** Kinds that have a word; others are shown as MetaStudio spells them. */
const known = ['HUMAN', 'IMAGE', 'VIDEO', 'TEXT'] as const;

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/** Where a layer is drawn, and its word in the middle of what of it is on the canvas; nothing for one without a place. */
function layerBox(layer: Layer, canvas: { width: number; height: number }, t: TFunction) {
  const { x, y, kind, text } = layer;
  if (x === null || y === null) return [];
  const width = layer.width ?? canvas.height * 0.4;
  const height =
    layer.height ?? (text === null ? canvas.height * 0.4 : (text.fontSize ?? 60) * 1.5);
  const word = known.find((one) => one === kind);
  return [
    {
      kind,
      place: { x, y, width, height },
      turn:
        layer.angle === null
          ? {}
          : { transform: `rotate(${layer.angle} ${x + width / 2} ${y + height / 2})` },
      middle: {
        x: (clamp(x, canvas.width) + clamp(x + width, canvas.width)) / 2,
        y: (clamp(y, canvas.height) + clamp(y + height, canvas.height)) / 2,
      },
      word: word === undefined ? kind : t(`layer.${word}`),
    },
  ];
}

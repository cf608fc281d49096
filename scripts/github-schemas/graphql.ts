/** A slice of a GraphQL schema: the given fields of the given types, and the enums, scalars and inputs that they need. */
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';

/** @param fields by the name of their type; each must exist. */
export function cutGraphql(schema: GraphQLSchema, fields: Readonly<Record<string, readonly string[]>>): string {
  const needed = new Map<string, string>();
  const need = (type: GraphQLNamedType): void => {
    if (needed.has(type.name) || isSpecifiedScalarType(type)) return;
    needed.set(type.name, ''); // against circles
    needed.set(type.name, define(type));
  };
  const signature = (field: GraphQLField<unknown, unknown>): string => {
    const taken = field.args.map((argument) => {
      need(getNamedType(argument.type));
      return `${argument.name}: ${argument.type}`;
    });
    need(getNamedType(field.type));
    return `  ${field.name}${taken.length > 0 ? `(${taken.join(', ')})` : ''}: ${field.type}`;
  };
  const define = (type: GraphQLNamedType): string => {
    if (isScalarType(type)) return `scalar ${type.name}`;
    if (isEnumType(type))
      return block(
        `enum ${type.name}`,
        type.getValues().map(({ name }) => `  ${name}`),
      );
    if (isInputObjectType(type)) {
      return block(
        `input ${type.name}`,
        Object.values(type.getFields()).map((field) => {
          need(getNamedType(field.type));
          return `  ${field.name}: ${field.type}`;
        }),
      );
    }
    if (isInterfaceType(type))
      return block(`interface ${type.name}`, [signature(type.getFields()['id'] ?? firstOf(type.getFields()))]);
    if (!isObjectType(type)) throw new Error(`${type.name} is of a kind that is not cut yet`);
    const names = fields[type.name];
    if (names === undefined) throw new Error(`Say which fields of ${type.name} the lab knows`);
    const node = type.getInterfaces().some(({ name }) => name === 'Node') ? ' implements Node' : '';
    const known = names.map((name) => {
      const field = type.getFields()[name];
      if (field === undefined) throw new Error(`GitHub's ${type.name} has no ${name}`);
      return signature(field);
    });
    return block(`type ${type.name}${node}`, known);
  };
  for (const name of Object.keys(fields)) need(schema.getType(name)!);
  return `${[...needed.values()].join('\n\n')}\n`;
}

const firstOf = <V>(fields: Readonly<Record<string, V>>): V => Object.values(fields)[0]!;

const block = (head: string, lines: readonly string[]) => `${head} {\n${lines.join('\n')}\n}`;
